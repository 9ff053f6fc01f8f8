import { expect, it } from 'vitest'
import { createRandom } from './random.ts'

it('one seed says the same again, and another something else', () => {
  const [first, again, other] = [createRandom(1), createRandom(1), createRandom(2)]
  const said = Array.from({ length: 5 }, first)
  expect(Array.from({ length: 5 }, again)).toEqual(said)
  expect(Array.from({ length: 5 }, other)).not.toEqual(said)
})

it('chance is even: of ten equal parts of [0, 1) each gets its tenth', () => {
  const random = createRandom(7)
  const parts = Array.from({ length: 10 }, () => 0)
  for (let draw = 0; draw < 100_000; draw += 1) {
    const part = Math.floor(random() * 10)
    parts[part] = (parts[part] ?? 0) + 1
  }
  // The 99.9 % quantile of chi-squared with nine degrees of freedom.
  expect(parts.reduce((sum, seen) => sum + (seen - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.88)
})
