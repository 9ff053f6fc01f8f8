import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRandom } from '../../statistics/random.ts'
import { attributeChange } from './attribution.ts'
import { drawCount, drawCounts } from './draw-counts.ts'
import { addUp, meanOf, type Moments, type SegmentMoments } from './moments.ts'

const NOTHING: Moments = { n: 0, sum: 0, squares: 0 }
const momentsOf = (values: readonly number[]): Moments =>
  addUp(values.map((value) => ({ n: 1, sum: value, squares: value ** 2 })))
const shares = (rows: number, some: number): Moments => ({ n: rows, sum: some, squares: some })

const rows = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { maxLength: 8 }).map(momentsOf)
const anySegments = fc.array(fc.record({ reference: rows, current: rows }), { minLength: 1, maxLength: 8 })
const MANY = { reference: 1000, current: 500 }

function attribute(segments: readonly SegmentMoments[], effective: typeof MANY = MANY) {
  const found = attributeChange(segments, effective, 1)
  if (found === null) throw new Error('a side is empty')
  return found
}

it('the parts add up to the change, whichever segments are empty on a side', () => {
  fc.assert(
    fc.property(anySegments, (segments) => {
      const found = attributeChange(segments, MANY, 1)
      const [was, now] = [addUp(segments.map((one) => one.reference)), addUp(segments.map((one) => one.current))]
      expect(found === null).toBe(was.n === 0 || now.n === 0)
      if (found === null) return
      const sum = found.parts.reduce((all, { mix, within }) => all + mix + within, 0)
      expect(Math.abs(sum - (meanOf(now) - meanOf(was)))).toBeLessThan(1e-12 * 50)
      expect(found.parts.every(({ mix, within, low, high }) => low <= mix + within && mix + within <= high)).toBe(true)
    }),
    { numRuns: 40 },
  )
})

it('both sides swapped turn every sign', () => {
  fc.assert(
    fc.property(anySegments, (segments) => {
      fc.pre(segments.some((one) => one.reference.n > 0) && segments.some((one) => one.current.n > 0))
      const swapped = segments.map(({ reference, current }) => ({ reference: current, current: reference }))
      const [there, back] = [attribute(segments), attribute(swapped)]
      for (const [place, { mix, within }] of there.parts.entries()) {
        expect(mix + (back.parts[place]?.mix ?? NaN)).toBeCloseTo(0, 9)
        expect(within + (back.parts[place]?.within ?? NaN)).toBeCloseTo(0, 9)
      }
    }),
    { numRuns: 20 },
  )
})

it('more of a segment is mix, and another value of it is within', () => {
  const more = [
    { reference: shares(900, 90), current: shares(800, 80) },
    { reference: shares(100, 50), current: shares(200, 100) },
  ]
  // (0.2 − 0.1) · (0.5 − (0.14 + 0.18)/2), and the same of the other.
  expect(attribute(more).parts.map(({ mix, within }) => [mix, within])).toEqual([
    [expect.closeTo(0.006, 12), 0],
    [expect.closeTo(0.034, 12), 0],
  ])
  const otherwise = [
    { reference: shares(900, 90), current: shares(900, 90) },
    { reference: shares(100, 50), current: shares(100, 70) },
  ]
  expect(attribute(otherwise).parts.map(({ mix, within }) => [mix, within])).toEqual([
    [0, 0],
    [0, expect.closeTo(0.02, 12)],
  ])
})

it('a segment that is new or gone is all mix', () => {
  const segments = [
    { reference: shares(100, 10), current: shares(100, 10) },
    { reference: NOTHING, current: shares(100, 50) },
    { reference: shares(50, 50), current: NOTHING },
  ]
  expect(attribute(segments).parts.map(({ within }) => within)).toEqual([0, 0, 0])
})

it('the interval of a part holds what is true in about 95 of 100 worlds', () => {
  const random = createRandom(5)
  // 30 % of rows are of the second segment, and of those 20 % before and 40 % now; it adds 0.35 · 0.2 and a little mix.
  const draw = (count: number, [other, own]: readonly [number, number], share: number): Moments[] => {
    const counts = drawCounts(count, [1 - share, share], random)
    return counts.map((some, place) => shares(some, drawCount(some, place === 0 ? other : own, random)))
  }
  const truth = attribute([
    { reference: shares(0.7, 0.07), current: shares(0.6, 0.06) },
    { reference: shares(0.3, 0.06), current: shares(0.4, 0.16) },
  ]).parts[1]
  const runs = 100
  const held = Array.from({ length: runs }, (_, run) => {
    const [was, now] = [draw(2000, [0.1, 0.2], 0.3), draw(400, [0.1, 0.4], 0.4)]
    const segments = was.map((reference, place) => ({ reference, current: now[place] ?? NOTHING }))
    const part = attributeChange(segments, { reference: 2000, current: 400 }, run)?.parts[1]
    const added = (truth?.mix ?? NaN) + (truth?.within ?? NaN)
    return part !== undefined && part.low <= added && added <= part.high
  })
  expect(held.filter(Boolean).length / runs).toBeGreaterThanOrEqual(0.9)
})

it('fewer rows that say anything make wider intervals, and the same seed the same', () => {
  const segments = [
    { reference: shares(900, 90), current: shares(900, 190) },
    { reference: shares(100, 50), current: shares(100, 70) },
  ]
  const widthOf = (effective: typeof MANY): number => {
    const [part] = attribute(segments, effective).parts
    return (part?.high ?? NaN) - (part?.low ?? NaN)
  }
  expect(widthOf({ reference: 100, current: 100 })).toBeGreaterThan(2 * widthOf({ reference: 1000, current: 1000 }))
  expect(attribute(segments)).toEqual(attribute(segments))
})
