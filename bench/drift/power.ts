// How often a change is called drift, by how large it is beside what is fine and by how many rows there are: half of what is
// fine must stay quiet, what is beyond it must be found.
import { measureChanged } from '../../packages/collector/src/drift/decisions/changed.ts'
import { measureMeanDistance } from '../../packages/collector/src/drift/decisions/mean-distance.ts'
import { measureMoved } from '../../packages/collector/src/drift/decisions/moved.ts'
import type { Sample } from '../../packages/collector/src/drift/compared.ts'
import { note } from '../measure/measurement.ts'
import type { Section } from '../measure/report.ts'
import { type Chance, createChance } from './chance.ts'
import { type LaidOut, type Law, lawNamed } from './laws.ts'
import { knownOf, showShare } from './null-windows.ts'
import type { DriftRun } from './part.ts'
import {
  changesIn,
  decidedAlone,
  drawCurrent,
  type Known,
  type ReferenceCells,
  referenceCells,
} from './watched-task.ts'

const REFERENCE_ROWS = 100_000
const SIZES = [100, 500, 2_000, 10_000, 100_000]
const TIMES = [0.5, 1, 2, 3]
const WINDOWS_PER_REFERENCE = 10

/** What is tried, what of it is fine, and the most that it can be moved by. */
const TRIED: readonly { law: string; tolerance: number; most: number }[] = [
  { law: 'normal', tolerance: 0.1, most: 2 },
  { law: 'lognormal', tolerance: 0.1, most: 2 },
  { law: 'heavy tails (t3)', tolerance: 0.1, most: 2 },
  { law: 'whole numbers (Poisson 4)', tolerance: 0.1, most: 4 },
  { law: '3 categories', tolerance: 0.05, most: 0.5 },
  { law: '10 categories', tolerance: 0.05, most: 0.3 },
  { law: '200 categories', tolerance: 0.05, most: 0.16 },
  { law: 'rate .5', tolerance: 0.02, most: 0.4 },
  { law: 'rate .02', tolerance: 0.02, most: 0.4 },
  { law: 'missing .05', tolerance: 0.02, most: 0.4 },
  { law: 'vectors', tolerance: 0.1, most: 1 },
]

interface Found {
  windows: number
  flagged: number
  stable: number
}

export async function measurePower({ seed, isQuick }: DriftRun): Promise<Section[]> {
  const references = isQuick ? 1 : 8
  const found = new Map<string, Found>()
  const laws = TRIED.map(({ law }) => lawNamed(law))
  for (let round = 0; round < references; round += 1) {
    const chance = createChance(seed + 50_000 + round)
    const known = knownOf(chance, laws, REFERENCE_ROWS)
    const cells = referenceCells(known)
    for (const times of TIMES) {
      const shares = known.map((one, place) => movedShares(one, times, place))
      for (const size of SIZES) await tryWindows({ chance, known, cells, shares, size, times }, found)
    }
    note(`power: ${round + 1} of ${references} references`)
  }
  return [section(found, laws, references)]
}

interface Tried {
  chance: Chance
  known: readonly Known[]
  cells: ReferenceCells
  /** Of each signal after the change. */
  shares: readonly (readonly number[])[]
  size: number
  times: number
}

async function tryWindows(
  { chance, known, cells, shares, size, times }: Tried,
  found: Map<string, Found>,
): Promise<void> {
  for (let window = 0; window < WINDOWS_PER_REFERENCE; window += 1) {
    const current = shares.map((some) => drawCurrent(chance, some, size))
    const { changes } = await changesIn(cells, current)
    for (const change of changes) {
      const law = known.find(({ signal }) => signal === change.compared.signal)?.law
      if (law?.aspect === change.aspect) add(found, `${law.name}|${times}|${size}`, decidedAlone(change))
    }
  }
}

function add(found: Map<string, Found>, key: string, state: string): void {
  const one = found.get(key) ?? { windows: 0, flagged: 0, stable: 0 }
  found.set(key, one)
  one.windows += 1
  if (state === 'drift') one.flagged += 1
  if (state === 'stable') one.stable += 1
}

/** So that the engine itself, had it endless rows of both, would measure so many tolerances. */
function movedShares({ law, laidOut }: Known, times: number, place: number): number[] {
  const { tolerance, most } = TRIED[place] ?? { tolerance: 0, most: 0 }
  if (effectOf(law, laidOut, laidOut.moved(most)) < times * tolerance)
    throw new Error(`${law.name} cannot move by ${times} tolerances`)
  let [low, high] = [0, most]
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2
    if (effectOf(law, laidOut, laidOut.moved(middle)) < times * tolerance) low = middle
    else high = middle
  }
  return laidOut.moved(high)
}

const ENDLESS = 1e12

function effectOf(law: Law, laidOut: LaidOut, moved: readonly number[]): number {
  const shares = laidOut.cells.map(({ share }) => share)
  if (law.group === 'rates' || law.group === 'missing') return Math.abs((moved[0] ?? 0) - (shares[0] ?? 0))
  const [was, now] = [sampleOf(laidOut, shares), sampleOf(laidOut, moved)]
  if (law.kind === 'number') return Math.abs(measureMoved(was, now, 0).effect.estimate)
  if (law.kind === 'vector') return measureMeanDistance(was, now, 0).effect.estimate
  return measureChanged(was, now, 0).effect.estimate
}

function sampleOf({ cells }: LaidOut, shares: readonly number[]): Sample {
  const bins = new Map<number, number>()
  const sums = Array.from({ length: cells[0]?.features?.length ?? 0 }, () => 0)
  for (const [place, share] of shares.entries()) {
    const cell = cells[place]
    if (cell === undefined || cell.bin === 'missing') continue
    bins.set(cell.bin, (bins.get(cell.bin) ?? 0) + share * ENDLESS)
    for (let feature = 0; feature < sums.length; feature += 1)
      sums[feature] = (sums[feature] ?? 0) + share * ENDLESS * (cell.features?.[feature] ?? 0)
  }
  const each = { n: ENDLESS, seen: ENDLESS, effective: ENDLESS, effectiveRows: ENDLESS, missing: 0, odd: 0 }
  return { ...each, bins, sums }
}

function section(found: ReadonlyMap<string, Found>, laws: readonly Law[], references: number): Section {
  const none: Found = { windows: 0, flagged: 0, stable: 0 }
  return {
    title: 'Something changed: how often it is called drift',
    explanation: `A reference of ${REFERENCE_ROWS.toLocaleString('en')} rows. Share of windows whose state is \`drift\` and, after the stroke, \`stable\`; the others are unclear, or have too few rows. ${references} references, ${WINDOWS_PER_REFERENCE} windows of each; each signal decided alone. The change is so many times the tolerance (numbers .1 spreads, categories 5 points in all, rates and what is missing 2 points, vectors .1), as the engine would measure it of endless rows. At half the tolerance drift is wrong, at the tolerance itself neither is right, beyond it stable is wrong.`,
    columns: ['Signal', 'Change in tolerances', ...SIZES.map((size) => size.toLocaleString('en'))],
    rows: laws.flatMap(({ name }) =>
      TIMES.map((times) => [
        name,
        String(times),
        ...SIZES.map((size) => {
          const { windows, flagged, stable } = found.get(`${name}|${times}|${size}`) ?? none
          return `${showShare({ windows, flagged })} / ${showShare({ windows, flagged: stable })}`
        }),
      ]),
    ),
  }
}
