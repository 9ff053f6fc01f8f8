import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../statistics/random.ts'
import { bandwidthOf, FEATURE_SCALE, FEATURES, featuresOf, projectVector } from './random-features.ts'

const random = createRandom(5)

function anyDirection(dimensions: number): number[] {
  return Array.from({ length: dimensions }, () => random() - 0.5)
}

function inner(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, place) => sum + value * (other[place] ?? 0), 0)
}

function cosine(one: readonly number[], other: readonly number[]): number {
  return inner(one, other) / Math.sqrt(inner(one, one) * inner(other, other))
}

describe('a projected vector', () => {
  it('has 32 dimensions and length 1, whatever it was', () => {
    const anyVector = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 100 })
    fc.assert(
      fc.property(anyVector, (vector) => {
        const projected = projectVector(vector)
        if (projected === null) return
        expect(projected).toHaveLength(32)
        expect(inner(projected, projected)).toBeCloseTo(1, 3)
      }),
    )
  })

  it('says nothing of how long it was', () => {
    const vector = anyDirection(300)
    expect(projectVector(vector.map((value) => value * 1e200))).toEqual(projectVector(vector))
  })

  it('keeps angles, nearly', () => {
    const [one, other] = [anyDirection(1_536), anyDirection(1_536)]
    const between = one.map((value, place) => 0.7 * value + 0.3 * (other[place] ?? 0))
    const [p, q, r] = [one, other, between].map((vector) => projectVector(vector) ?? [])
    expect(Math.abs(cosine(p ?? [], q ?? []) - cosine(one, other))).toBeLessThan(0.5)
    expect(Math.abs(cosine(p ?? [], r ?? []) - cosine(one, between))).toBeLessThan(0.1)
  })

  it('is kept as it is where it is short, so that it is projected once', () => {
    expect(projectVector([3, 4])?.slice(0, 3)).toEqual([0.6, 0.8, 0])
    const projected = projectVector(anyDirection(100)) ?? []
    expect(cosine(projectVector(projected) ?? [], projected)).toBeCloseTo(1, 6)
  })

  it('is none where there is no direction', () => {
    for (const vector of [[], [0, 0], [1, NaN], [Infinity, 1]]) expect(projectVector(vector)).toBeNull()
  })
})

describe('features of a vector', () => {
  it('are 64 whole numbers whose squared length is 1, but for rounding', () => {
    for (let time = 0; time < 50; time += 1) {
      const features = featuresOf(projectVector(anyDirection(64)) ?? [], 0.1 + random())
      expect(features).toHaveLength(FEATURES)
      expect(features.every((feature) => Number.isInteger(feature) && !Object.is(feature, -0))).toBe(true)
      expect(Math.abs(inner(features, features) / FEATURE_SCALE ** 2 - 1)).toBeLessThan(0.01)
    }
  })

  it('stand for a Gaussian kernel: their inner product falls with how far apart two are', () => {
    const errors: number[] = []
    for (let time = 0; time < 200; time += 1) {
      const [one, other] = [projectVector(anyDirection(64)) ?? [], projectVector(anyDirection(64)) ?? []]
      const near = one.map((value, place) => value + 0.3 * ((other[place] ?? 0) - value))
      const kernel = Math.exp((-(0.3 ** 2) * (inner(one, one) + inner(other, other) - 2 * inner(one, other))) / 2)
      errors.push(inner(featuresOf(one, 1), featuresOf(near, 1)) / FEATURE_SCALE ** 2 - kernel)
    }
    expect(Math.sqrt(inner(errors, errors) / errors.length)).toBeLessThan(0.1)
  })

  it('are the same for ever, since what was counted before is added to', () => {
    const axis = Array.from({ length: 32 }, (_, place) => (place === 0 ? 1 : 0))
    expect(featuresOf(axis, 1).slice(0, 6)).toEqual([127, 129, 149, 103, 133, -123])
    expect(projectVector(Array.from({ length: 40 }, (_, place) => place))?.slice(0, 4)).toEqual([
      -0.1357, -0.082, -0.233, 0.0922,
    ])
  })
})

describe('the bandwidth', () => {
  it('is the median length between two', () => {
    expect(bandwidthOf([[0], [1], [3]])).toBe(2)
  })

  it('is 1 where most are the same, or there are no two', () => {
    for (const vectors of [[[1], [1], [1]], [[1]], []]) expect(bandwidthOf(vectors)).toBe(1)
  })
})
