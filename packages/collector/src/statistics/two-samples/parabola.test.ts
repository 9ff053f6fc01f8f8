import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parabolaThrough, valueOf } from './parabola.ts'

const whole = fc.integer({ min: -20, max: 20 })

it('points on a parabola have that parabola', () => {
  fc.assert(
    fc.property(fc.uniqueArray(whole, { minLength: 3, maxLength: 9 }), whole, whole, whole, (xs, a, b, c) => {
      const found = parabolaThrough(xs.map((x) => ({ x, y: a + b * x + c * x * x })))
      for (const x of [-3, 0, 7.5]) expect(valueOf(found, x)).toBeCloseTo(a + b * x + c * x * x, 6)
    }),
  )
})

it('points beside it are missed by amounts that a parabola makes no smaller', () => {
  const points = [1, 4, 2, 8, 5, 7].map((y, x) => ({ x, y }))
  const found = parabolaThrough(points)
  for (const power of [0, 1, 2]) {
    expect(points.reduce((sum, { x, y }) => sum + (y - valueOf(found, x)) * x ** power, 0)).toBeCloseTo(0, 10)
  }
})
