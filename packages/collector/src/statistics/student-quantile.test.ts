import { expect, it } from 'vitest'
import { agreement } from './fixtures/golden.ts'
import { studentQuantile } from './student-quantile.ts'

it.each(agreement.quantiles)(
  'at $freedom degrees the quantile is $quantile, as scipy says, within two in a thousand',
  ({ freedom, quantile }) => {
    expect(Math.abs(studentQuantile(freedom) / quantile - 1)).toBeLessThan(2e-3)
  },
)
