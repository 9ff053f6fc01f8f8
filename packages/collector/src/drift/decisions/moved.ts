// Numbers: how far values moved on average, in spreads of the reference.

import type { EffectiveCounts, NoisyDistance } from '../../statistics/distance-interval.ts'
import { Z_95 } from '../../statistics/interval.ts'
import { type GridCell, movedDistance } from '../../statistics/moved-distance.ts'
import type { Sample } from '../compared.ts'
import type { Measured } from './change.ts'
import { measureDistance } from './measured-distance.ts'
import { positionsOf } from './positions.ts'

/**
 * The Wasserstein distance of both sides on the scale of the grid. Where values lie lower now it is shown below zero.
 * Half a bin is added to both arms of the interval, and to the tolerance of the test: what lies in one bin cannot be told
 * apart.
 */
export function measureMoved(reference: Sample, current: Sample, tolerance: number): Measured {
  const { at, error, span } = positionsOf(reference.bins)
  const bins = [...new Set([...reference.bins.keys(), ...current.bins.keys()])].toSorted((left, right) => left - right)
  const grid = bins.map((bin) => ({
    at: at(bin),
    reference: reference.bins.get(bin) ?? 0,
    current: current.bins.get(bin) ?? 0,
  }))
  const counts = { reference: reference.effective, current: current.effective }
  const measured = measureDistance(withUnseenRows(movedDistance(grid, counts), counts), {
    unit: 'spreads',
    method: 'Wasserstein distance beyond the tolerance',
    tolerance,
    most: span,
    fixed: error,
  })
  return meanShift(grid) < 0 ? turned(measured) : measured
}

/**
 * Rows that are all alike deviate by nothing, and yet as many as three in n may be otherwise where n rows are not (the rule of
 * three): so many that are a spread off move the mean by 3/n, the arm of an interval. Without it thirty equal rows would prove
 * that nothing else can come.
 */
function withUnseenRows(distance: NoisyDistance, { reference, current }: EffectiveCounts): NoisyDistance {
  const unseen = (3 / Z_95) * Math.hypot(1 / reference, 1 / current)
  return { ...distance, deviation: Math.max(distance.deviation, unseen) }
}

function meanShift(grid: readonly GridCell[]): number {
  const meanOf = (countOf: (cell: GridCell) => number): number => {
    const all = grid.reduce((sum, cell) => sum + countOf(cell), 0)
    return grid.reduce((sum, cell) => sum + countOf(cell) * cell.at, 0) / all
  }
  return meanOf((cell) => cell.current) - meanOf((cell) => cell.reference)
}

function turned({ effect, ...measured }: Measured): Measured {
  const { estimate, low, high, unit } = effect
  return { ...measured, effect: { estimate: 0 - estimate, low: 0 - high, high: 0 - low, unit } }
}
