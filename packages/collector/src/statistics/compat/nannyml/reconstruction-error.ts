// The drift of whole rows as nannyml 0.13 measures it: how badly new rows fit the plane in which the reference lies.

import { principalAxes } from '../../embeddings/principal-axes.ts'

type Rows = readonly (readonly number[])[]

export interface Reconstruction {
  /** The part of the variance of each axis that is kept. */
  shares: number[]
  /** Of each row, the length of what is lost of it. */
  reference: number[]
  current: number[]
}

/**
 * Columns are scaled to mean 0 and variance 1 of the reference; of its principal axes the first are kept, just as many as it
 * takes to have more than `kept` of the variance; what is lost of a row is its distance from the plane of those axes.
 *
 * Sees columns that no longer go together as they did, which no column by itself shows. What is wrong with it: it is blind to
 * whatever moves within the plane, rows that all become one typical row among them; its alarm at three standard deviations of
 * the chunks of the reference holds for chunks of that size alone. Golden: `sklearn:nannyml DataReconstruction steps …`.
 */
export function nannymlReconstruction(reference: Rows, current: Rows, kept: number): Reconstruction {
  const scale = scalerOf(reference)
  const { axes, shares } = principalAxes(reference.map(scale))
  let [count, sum] = [0, 0]
  for (const share of shares) {
    if (sum > kept) break
    sum += share
    count += 1
  }
  const plane = axes.slice(0, count)
  const lostOf = (row: readonly number[]): number => lengthBeside(plane, scale(row))
  return { shares: shares.slice(0, count), reference: reference.map(lostOf), current: current.map(lostOf) }
}

function scalerOf(rows: Rows): (row: readonly number[]) => number[] {
  const columns = (rows[0] ?? []).map((_, column) => {
    const values = rows.map((row) => row[column] ?? NaN)
    const mean = values.reduce((sum, value) => sum + value, 0) / rows.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows.length
    return { mean, deviation: variance === 0 ? 1 : Math.sqrt(variance) }
  })
  return (row) => columns.map(({ mean, deviation }, column) => ((row[column] ?? NaN) - mean) / deviation)
}

function lengthBeside(plane: Rows, row: readonly number[]): number {
  const left = [...row]
  for (const axis of plane) {
    const along = row.reduce((sum, value, column) => sum + value * (axis[column] ?? NaN), 0)
    for (const [column, part] of axis.entries()) left[column] = (left[column] ?? NaN) - along * part
  }
  return Math.hypot(...left)
}
