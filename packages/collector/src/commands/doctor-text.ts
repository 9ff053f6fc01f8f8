// What `trimtab doctor` says to a person.

import type { StorageFinding, StorageReport } from '@trimtab/contract'
import { count, size } from './amounts-text.ts'

/** A task whose figures are others after they were made anew. */
export interface Difference {
  task: string
  predictionsBefore: number
  predictionsAfter: number
}

export function describeStorage(report: StorageReport): string {
  const { predictions, oldestAt, bytes, freeBytes, logBytes, parts } = report
  const lines = [
    ...parts.map((part) => [part.name, size(part.bytes)] as const),
    ['free inside', size(freeBytes)] as const,
    ['log beside', size(logBytes)] as const,
  ]
  const width = Math.max(...lines.map(([name]) => name.length))
  const since = oldestAt === null ? '' : `, the oldest of ${oldestAt.slice(0, 10)}`
  return [
    `${count(predictions, 'prediction')}${since}, in ${size(bytes)}:`,
    ...lines.map(([name, amount]) => `  ${name.padEnd(width)}  ${amount.padStart(10)}`),
    waitingIn(report),
  ].join('\n')
}

function waitingIn({ unfolded, unsearchable, unpacked, unswept, waiting }: StorageReport): string {
  const waits = [
    [unfolded, 'to be counted'],
    [unsearchable, 'to be indexed for search'],
    [unpacked, 'to be packed'],
    [unswept, 'to be looked through for texts that nobody refers to any more'],
  ] as const
  const rows = waits.filter(([number]) => number > 0).map(([number, what]) => `${count(number, 'row')} ${what}`)
  const feedback = waiting > 0 ? [`${count(waiting, 'piece')} of feedback for predictions that are not here yet`] : []
  return rows.length + feedback.length === 0 ? 'Nothing waits.' : `Waiting: ${[...rows, ...feedback].join('; ')}.`
}

export function describeFindings(findings: StorageFinding[]): string {
  if (findings.length === 0) return 'Everything was read, and nothing is wrong.'
  return findings
    .map(({ severity, sentence, cure }) => `${severity}: ${sentence}${cure === null ? '' : `\n  ${cure}`}`)
    .join('\n')
}

export function describeRebuilt({
  predictions,
  differences,
}: {
  predictions: number
  differences: Difference[]
}): string {
  const counted = `${count(predictions, 'prediction')} counted anew`
  if (differences.length === 0) return `${counted}; the figures are the same as before.`
  return [
    `${counted}; the figures are others than before, what came meanwhile included:`,
    ...differences.map(
      ({ task, predictionsBefore, predictionsAfter }) =>
        `  ${task}: ${count(predictionsBefore, 'prediction')} before, ${predictionsAfter.toLocaleString('en')} now`,
    ),
  ].join('\n')
}
