// Tables in which nothing drifts, as files that anyone can read: a reference and windows of several sizes, from one seed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRandom } from '../../../packages/collector/src/statistics/random.ts'

export const REFERENCE_ROWS = 5_000
export const SIZES: readonly number[] = [30, 100, 500, 2_000]
/** Of each size. */
export const WINDOWS = 20

/** Each of ten as often as the first divided by its rank. */
const WEIGHTS = Array.from({ length: 10 }, (_, place) => 1 / (place + 1))

/** In the order of the columns. */
const COLUMNS: { readonly [name: string]: (random: () => number) => string } = {
  normal: (random) => String(normal(random)),
  lognormal: (random) => String(Math.exp(normal(random))),
  heavy: (random) => String(normal(random) / Math.hypot(normal(random), normal(random), normal(random))),
  whole: (random) => String(poisson(random, 4)),
  category: (random) => `c${weighed(random)}`,
  rate: (random) => (random() < 0.2 ? '1' : '0'),
}

export function writeWindows(folder: string, seed: number): void {
  const random = createRandom(seed)
  writeTable(join(folder, 'reference.csv'), REFERENCE_ROWS, random)
  for (const size of SIZES)
    for (let window = 0; window < WINDOWS; window += 1)
      writeTable(join(folder, `window-${size}-${window}.csv`), size, random)
}

function writeTable(path: string, rows: number, random: () => number): void {
  const draws = Object.values(COLUMNS)
  const lines = Array.from({ length: rows }, () => draws.map((draw) => draw(random)).join(','))
  writeFileSync(path, `${[Object.keys(COLUMNS).join(','), ...lines].join('\n')}\n`)
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

function poisson(random: () => number, mean: number): number {
  let [count, left] = [0, random()]
  let share = Math.exp(-mean)
  while (left > share && count < 100) {
    left -= share
    count += 1
    share *= mean / count
  }
  return count
}

function weighed(random: () => number): number {
  let left = random() * WEIGHTS.reduce((sum, weight) => sum + weight, 0)
  const place = WEIGHTS.findIndex((weight) => (left -= weight) < 0)
  return place < 0 ? WEIGHTS.length - 1 : place
}
