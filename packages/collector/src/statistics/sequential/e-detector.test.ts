import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { type Block, closeBlock, type EDetector, evidence, FRESH, likelyStart, logGrowth } from './e-detector.ts'

const BOUND = 0.2

function row(k: number): Block {
  return { n: 1, k, bound: BOUND, dependence: 1 }
}

/** How many blocks until an alarm, at most so many. */
function runLength(alpha: number, atMost: number, next: (at: number) => Block): number {
  let detector = FRESH
  for (let at = 1; at <= atMost; at += 1) {
    detector = closeBlock(detector, next(at - 1))
    if (evidence(detector) >= -Math.log(alpha)) return at
  }
  return atMost
}

function meanRunLength(runs: number, alpha: number, next: (random: () => number) => Block): number {
  const random = createRandom(7)
  const lengths = Array.from({ length: runs }, () => runLength(alpha, 20 / alpha, () => next(random)))
  return lengths.reduce((sum, length) => sum + length, 0) / runs
}

function countOf(rows: number, share: number, random: () => number): number {
  let k = 0
  for (let at = 0; at < rows; at += 1) k += random() < share ? 1 : 0
  return k
}

describe('without a change', () => {
  it('there are at least 1/α rows to an alarm on average, where each row is as bad as is just fine', () => {
    const mean = meanRunLength(400, 0.02, (random) => row(countOf(1, BOUND, random)))
    expect(mean).toBeGreaterThan(50)
    expect(mean).toBeLessThan(150)
  })

  it('there are at least 1/α blocks to an alarm on average, where blocks have several rows', () => {
    const mean = meanRunLength(300, 0.02, (random) => ({
      n: 5,
      k: countOf(5, BOUND, random),
      bound: BOUND,
      dependence: 1,
    }))
    expect(mean).toBeGreaterThan(50)
  })

  it('there are as many where rows come in groups that are all the same, once these count as one', () => {
    const grouped = (dependence: number) => (random: () => number) => ({
      n: 32,
      k: 8 * countOf(4, BOUND, random),
      bound: BOUND,
      dependence,
    })
    expect(meanRunLength(300, 0.02, grouped(8))).toBeGreaterThan(50)
    // Otherwise there are not.
    expect(meanRunLength(300, 0.02, grouped(1))).toBeLessThan(25)
  })
})

describe('after a change', () => {
  it('an alarm comes soon, and the later the smaller the change', () => {
    const random = createRandom(3)
    const delayTo = (share: number) =>
      runLength(1e-4, 5000, (at) => ({
        n: 10,
        k: countOf(10, at < 300 ? 0.1 : share, random),
        bound: 0.15,
        dependence: 1,
      })) - 300
    const [large, small] = [delayTo(0.6), delayTo(0.3)]
    expect(large).toBeGreaterThan(0)
    expect(large).toBeLessThan(6)
    expect(small).toBeGreaterThan(large)
    expect(small).toBeLessThan(40)
  })

  it('the block it began with is found', () => {
    const random = createRandom(11)
    const blocks = Array.from({ length: 60 }, (_, at) => ({
      n: at % 7 === 3 ? 0 : 50,
      k: at % 7 === 3 ? 0 : countOf(50, at < 40 ? 0.1 : 0.4, random),
      bound: 0.15,
      dependence: 1,
    }))
    const found = likelyStart(blocks)
    expect(found?.first).toBe(40)
    expect(found?.from).toBeLessThanOrEqual(40)
    expect(found?.to).toBeGreaterThanOrEqual(40)
    expect(likelyStart(blocks.slice(0, 40))?.first ?? null).not.toBe(0)
  })

  it('nothing began where nothing speaks for it', () => {
    expect(likelyStart([])).toBeNull()
    expect(likelyStart([{ n: 0, k: 0, bound: 0.5, dependence: 1 }])).toBeNull()
    expect(likelyStart(Array.from({ length: 9 }, () => row(0)))).toBeNull()
  })
})

describe('the recursion', () => {
  const bits = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 40 })
  const fractions = Array.from({ length: 12 }, (_, bet) => 0.01 * (0.95 / 0.01) ** (bet / 11))

  it('is, of blocks of one row, M ← (1 + M)(1 + λ(x − m)) for each bet', () => {
    fc.assert(
      fc.property(bits, (rows) => {
        const plain = fractions.map((fraction) =>
          rows.reduce((m, x) => (1 + m) * (1 + (fraction / BOUND) * (x - BOUND)), 0),
        )
        const detector = rows.reduce((before, x) => closeBlock(before, row(x)), FRESH)
        for (const [bet, log] of detector.logs.entries()) expect(log).toBeCloseTo(Math.log(plain[bet] ?? NaN), 9)
        expect(evidence(detector)).toBeCloseTo(Math.log(plain.reduce((sum, m) => sum + m, 0) / 12), 9)
      }),
    )
  })

  it('does not mind the order of the rows within a block', () => {
    fc.assert(
      fc.property(bits, fc.integer({ min: 1, max: 9 }), (rows, dependence) => {
        const block = { n: rows.length, k: rows.filter((x) => x === 1).length, bound: BOUND, dependence }
        const oneByOne = rows.map((x) => logGrowth({ ...row(x), dependence }))
        for (const [bet, log] of logGrowth(block).entries()) {
          expect(log).toBeCloseTo(
            oneByOne.reduce((sum, growth) => sum + (growth[bet] ?? NaN), 0),
            9,
          )
        }
      }),
    )
  })

  it('begins nothing with an empty block, and has seen nothing before the first row', () => {
    expect(evidence(FRESH)).toBe(-Infinity)
    const empty = { n: 0, k: 0, bound: BOUND, dependence: 1 }
    expect(closeBlock(FRESH, empty)).toBe(FRESH)
    const seen = closeBlock(FRESH, row(1))
    expect(closeBlock(seen, empty)).toBe(seen)
  })

  it('always has a finite answer, however many rows and wherever the bound', () => {
    const extremes: Block[] = [1e-320, 1e-9, 0.5, 1 - 1e-16].flatMap((bound) =>
      [0, 5e8, 1e9].flatMap((k) => [1, 1e6].map((dependence) => ({ n: 1e9, k, bound, dependence }))),
    )
    let detector: EDetector = FRESH
    for (const block of extremes) {
      expect(evidence(closeBlock(FRESH, block))).toSatisfy(Number.isFinite)
      detector = closeBlock(detector, block)
      expect(detector.logs.every(Number.isFinite)).toBe(true)
      expect(evidence(detector)).toSatisfy(Number.isFinite)
    }
    expect(likelyStart(extremes)).not.toBeNull()
  })
})
