// What an import of labels says on a terminal: what it did and where, every line that is worth a look, and what the whole of
// it looks like where that is odd.

import { resolve } from 'node:path'
import type { TruthLine, TruthReport } from '@trimtab/contract'
import { count } from './amounts-text.ts'

interface Described {
  report: TruthReport
  file: string
  /** As it was said. */
  data: string
  key: string
  /** Whether the labels look like keys. */
  isLikeKeys: boolean
}

export function describeTruth({ report, file, data, key, isLikeKeys }: Described): void {
  const { rows, stored, repeated, contradicting, waiting, refused } = report
  const known = repeated === 0 ? '' : ` ${count(repeated, 'row')} said what was known.`
  console.log(`Took in ${count(stored, 'label')}, into the database in ${resolve(data)}.${known}`)
  nameLines(file, report.refusals, refused)
  nameLines(file, report.contradictions, contradicting)
  nameLines(file, report.unmatched, waiting)
  if (contradicting > 0)
    tell(`${count(contradicting, 'label')} said otherwise than before; of each key the one of the latest time counts.`)
  if (waiting > 0) tell(`${count(waiting, 'label')} for predictions that are not here yet; these wait.`)
  if (refused > 0) tell(`${count(refused, 'row')} refused${othersOf(rows - refused, stored + repeated)}.`)
  if (stored > 0 && waiting === stored) {
    tell(`none of these keys is known here: is this the right --data and --key? It is ${resolve(data)}, by "${key}".`)
    if (isLikeKeys)
      tell(
        'more than half of the labels are like no other: are --key and --label the wrong way round? The guide "Late ground truth" says how to take labels back.',
      )
  }
}

export function tell(sentence: string): void {
  console.error(`trimtab: ${sentence}`)
}

function othersOf(others: number, kept: number): string {
  if (others === 0 || kept < others) return ''
  return others === 1 ? '; the other one is stored' : `; the other ${others.toLocaleString('en')} are stored`
}

function nameLines(file: string, lines: readonly TruthLine[], total: number): void {
  for (const { line, reason } of lines) console.error(`${file}:${line}: ${reason}`)
  if (total > lines.length) console.error(`and ${(total - lines.length).toLocaleString('en')} more`)
}
