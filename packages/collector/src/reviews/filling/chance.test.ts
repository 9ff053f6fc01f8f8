import { describe, expect, it } from 'vitest'
import { makeFacts } from '../../fixtures/predictions.ts'
import { chancesOf, reviewersWanted } from './chance.ts'

const MANY = 10_000
const all = Array.from({ length: MANY }, (_, number) => chancesOf('queue-1', makeFacts(number).id))

/** Kolmogorov's distance from the even distribution; its 99.9 % point is 1.95 / √n. */
function distanceFromEven(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  return Math.max(...sorted.map((value, rank) => Math.max(value - rank / MANY, (rank + 1) / MANY - value)))
}

describe('the number that a prediction keeps in a queue', () => {
  // The first 53 bits of each 8 bytes of sha256, as Python's hashlib gives them.
  it('is the same for ever', () => {
    expect(chancesOf('queue-1', 'prediction-1')).toEqual({ pick: 0.5412244570232757, overlap: 0.3674771119345285 })
  })

  it('is spread evenly, and so is the second', () => {
    for (const values of [all.map(({ pick }) => pick), all.map(({ overlap }) => overlap)])
      expect(distanceFromEven(values)).toBeLessThan(1.95 / Math.sqrt(MANY))
  })

  it('tells nothing of the second, nor of the same prediction in another queue', () => {
    const elsewhere = Array.from({ length: MANY }, (_, number) => chancesOf('queue-2', makeFacts(number).id).pick)
    for (const others of [all.map(({ overlap }) => overlap), elsewhere]) {
      const products = all.map(({ pick }, index) => (pick - 0.5) * ((others[index] ?? 0) - 0.5) * 12)
      const correlation = products.reduce((sum, product) => sum + product, 0) / MANY
      expect(Math.abs(correlation)).toBeLessThan(3.3 / Math.sqrt(MANY))
    }
  })

  it('gives one reviewer more to the part that several look at', () => {
    const queue = { reviewersPerItem: 2, overlapShare: 0.1 }
    const more = all.filter(({ overlap }) => reviewersWanted(queue, overlap) === 3)
    expect(Math.abs(more.length / MANY - 0.1)).toBeLessThan(0.012)
    expect(all.every(({ overlap }) => reviewersWanted({ ...queue, overlapShare: 0 }, overlap) === 2)).toBe(true)
    expect(all.every(({ overlap }) => reviewersWanted({ ...queue, overlapShare: 1 }, overlap) === 3)).toBe(true)
  })
})
