// The threshold of nannyml: what chunks of the reference are away from the whole of it, and three deviations more.
import type { Chance } from './chance.ts'

const CHUNKS = 10
const DEVIATIONS = 3

/** Ten chunks of as many rows each, as its chunker makes them where nothing is said; the distance is at most 1. */
export function nannymlThreshold(
  reference: readonly number[],
  chance: Chance,
  distanceOf: (chunk: readonly number[]) => number,
): number {
  const distances = chunksOf(reference, chance).map(distanceOf)
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length
  const squares = distances.reduce((sum, distance) => sum + (distance - mean) ** 2, 0) / distances.length
  return Math.min(1, mean + DEVIATIONS * Math.sqrt(squares))
}

/** Rows come in any order, so each chunk is any rows of it. */
function chunksOf(reference: readonly number[], { uniform }: Chance): number[][] {
  const rows = reference.flatMap((count, cell) => Array.from({ length: count }, () => cell))
  for (let place = rows.length - 1; place > 0; place -= 1) {
    const other = Math.floor(uniform() * (place + 1))
    const kept = rows[place] ?? 0
    rows[place] = rows[other] ?? 0
    rows[other] = kept
  }
  const chunks = Array.from({ length: CHUNKS }, () => reference.map(() => 0))
  for (const [place, cell] of rows.entries()) {
    const chunk = chunks[Math.floor((place * CHUNKS) / rows.length)]
    if (chunk !== undefined) chunk[cell] = (chunk[cell] ?? 0) + 1
  }
  return chunks
}
