// How often windows in which nothing changed are said to have drifted, by their size: ours by the whole way that a report
// goes, and beside it, on the same counts, what others call drift by default.
import { note } from '../measure/measurement.ts'
import type { Section } from '../measure/report.ts'
import { type Chance, createChance } from './chance.ts'
import { LAWS, type Law, type LawGroup } from './laws.ts'
import type { DriftRun } from './part.ts'
import { judgeOf, RULES } from './peer-rules.ts'
import {
  changesIn,
  decidedAlone,
  drawCurrent,
  drawReference,
  type Known,
  referenceCells,
  sharesOf,
  signalOf,
} from './watched-task.ts'

const REFERENCES = [5_000, 100_000]
const SIZES = [5, 30, 100, 500, 2_000, 10_000, 100_000, 1_000_000]
const WINDOWS_PER_REFERENCE = 10
const GROUPS: readonly LawGroup[] = ['numbers', 'categories', 'rates', 'missing', 'vectors']

/** Windows that were looked at, and those that were flagged. */
interface Count {
  windows: number
  flagged: number
}

/** By who judges, law and size. */
type Counts = Map<string, Count>

const ALONE = 'alone'
const TOGETHER = 'together'

export async function measureNull({ seed, isQuick }: DriftRun): Promise<Section[]> {
  const sections: Section[] = []
  for (const rows of REFERENCES) {
    const counts: Counts = new Map()
    const references = isQuick ? 2 : 15
    for (let round = 0; round < references; round += 1) {
      await tryReference(createChance(seed + 1_000 * round + rows), rows, counts)
      if (round % 5 === 4) note(`null windows: ${round + 1} of ${references} references of ${rows} rows`)
    }
    sections.push(ourSection(rows, references, counts), peersSection(rows, counts))
  }
  return sections
}

export function knownOf(chance: Chance, laws: readonly Law[], rows: number): Known[] {
  return laws.map((law, place) => {
    const laidOut = law.layOut(chance)
    return {
      law,
      laidOut,
      signal: signalOf(place + 1, law, laidOut),
      reference: drawReference(chance, laidOut.cells, rows),
    }
  })
}

async function tryReference(chance: Chance, rows: number, counts: Counts): Promise<void> {
  const known = knownOf(chance, LAWS, rows)
  const reference = referenceCells(known)
  const judges = known.map((one) => judgeOf(one, chance))
  for (const size of SIZES) {
    for (let window = 0; window < WINDOWS_PER_REFERENCE; window += 1) {
      const current = known.map(({ laidOut }) => drawCurrent(chance, sharesOf(laidOut.cells), size))
      const { changes, together } = await changesIn(reference, current)
      for (const change of changes) {
        const law = known.find(({ signal }) => signal === change.compared.signal)?.law
        if (law?.aspect !== change.aspect) continue
        add(counts, [ALONE, law.name, size], decidedAlone(change) === 'drift')
        add(counts, [TOGETHER, law.name, size], together.find((one) => one.change === change)?.state === 'drift')
      }
      for (const [place, judge] of judges.entries()) {
        const law = known[place]?.law
        if (judge === null || law === undefined) continue
        for (const [rule, isFlagged] of Object.entries(judge(current[place]?.totals ?? [])))
          add(counts, [rule, law.name, size], isFlagged)
      }
    }
  }
}

type Key = readonly [who: string, law: string, size: number]

function add(counts: Counts, key: Key, isFlagged: boolean): void {
  const name = key.join('|')
  const count = counts.get(name) ?? { windows: 0, flagged: 0 }
  counts.set(name, count)
  count.windows += 1
  if (isFlagged) count.flagged += 1
}

function countOf(counts: Counts, who: string, laws: readonly Law[], size: number): Count {
  const some = laws.flatMap((law) => counts.get([who, law.name, size].join('|')) ?? [])
  return some.reduce((sum, one) => ({ windows: sum.windows + one.windows, flagged: sum.flagged + one.flagged }), {
    windows: 0,
    flagged: 0,
  })
}

/** `0` is none at all; a share that rounds to nothing is no none. */
export function showShare({ windows, flagged }: Count): string {
  if (windows === 0) return '–'
  if (flagged === 0) return '0'
  const share = flagged / windows
  return share < 0.0005 ? '<.001' : share.toFixed(3).replace(/^0/, '')
}

const SIZE_COLUMNS = SIZES.map((size) => size.toLocaleString('en'))

function ourSection(rows: number, references: number, counts: Counts): Section {
  const row = (name: string, who: string, laws: readonly Law[]): string[] => [
    name,
    ...SIZES.map((size) => showShare(countOf(counts, who, laws, size))),
  ]
  return {
    title: `Nothing changed, a reference of ${rows.toLocaleString('en')} rows: Trimtab`,
    explanation: `Share of windows whose state is \`drift\`, by how many rows the window has: ${references} references, ${WINDOWS_PER_REFERENCE} windows of each, of each signal and size. Each signal is decided as if it were the only one, which is the harder: in a report of all of them fewer pass (last line). Under 30 rows nothing is said (\`no_data\`).`,
    columns: ['Signal', ...SIZE_COLUMNS],
    rows: [
      ...LAWS.map((law) => row(law.name, ALONE, [law])),
      row('all of them', ALONE, LAWS),
      row('all of them, decided together', TOGETHER, LAWS),
    ],
  }
}

function peersSection(rows: number, counts: Counts): Section {
  const lines = RULES.flatMap((rule) =>
    GROUPS.flatMap((group) => {
      const laws = LAWS.filter((law) => law.group === group)
      const isAsked = laws.some((law) => counts.has([rule, law.name, SIZES[0]].join('|')))
      if (!isAsked) return []
      return [
        [
          rule,
          group,
          ...SIZES.map((size) => {
            const worst = Math.max(...laws.map((law) => shareOf(countOf(counts, rule, [law], size))))
            return `${showShare(countOf(counts, rule, laws, size))} (${worst.toFixed(2).replace(/^0/, '')})`
          }),
        ],
      ]
    }),
  )
  return {
    title: `Nothing changed, a reference of ${rows.toLocaleString('en')} rows: what others call drift by default`,
    explanation:
      'The same windows. Share of all windows of a group that are flagged, and in brackets that of its worst signal. Our transliterations; formulas are held to golden values, choices and thresholds are those of the sources of evidently 0.7.21, nannyml 0.13.1 and whylogs of October 2024. whylogs is given exact quantiles and counts in place of its sketches, whose error would flag more. `npm run conformance` runs the real ones.',
    columns: ['Rule', 'Signals', ...SIZE_COLUMNS],
    rows: lines,
  }
}

function shareOf({ windows, flagged }: Count): number {
  return windows === 0 ? 0 : flagged / windows
}
