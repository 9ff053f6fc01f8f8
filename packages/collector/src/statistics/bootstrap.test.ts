import { expect, it } from 'vitest'
import { bootstrapInterval } from './bootstrap.ts'
import { createRandom } from './random.ts'

const values = Array.from({ length: 200 }, (_, index) => (index * 37) % 101)

function meanInterval(seed: number) {
  return bootstrapInterval({
    items: values.length,
    replicates: 1000,
    random: createRandom(seed),
    estimate: (times) => values.reduce((sum, value, item) => sum + value * (times[item] ?? 0), 0) / values.length,
  })
}

it('of a mean the interval is about the one that its standard error gives', () => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length ** 2)
  const found = meanInterval(1)
  expect(Math.abs((found?.low ?? 0) - (mean - 1.96 * error))).toBeLessThan(error / 3)
  expect(Math.abs((found?.high ?? 0) - (mean + 1.96 * error))).toBeLessThan(error / 3)
})

it('the same seed gives the same interval', () => {
  expect(meanInterval(3)).toEqual(meanInterval(3))
})

it('where most draws have no estimate there is no interval', () => {
  const mostlyNone = { items: 1, replicates: 10, random: createRandom(1), estimate: () => null }
  expect(bootstrapInterval(mostlyNone)).toBeNull()
})
