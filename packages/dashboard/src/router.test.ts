import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FILTERS, NO_FILTERS, type PredictionFilters } from './api/filters.ts'
import { predictionsHref, readFilters } from './router.ts'

test('an unfiltered list has a plain address', () => {
  expect(predictionsHref(NO_FILTERS)).toBe('/predictions')
  expect(predictionsHref({ feedback: 'down' }, 'abc-1')).toBe('/predictions/abc-1?feedback=down')
})

test('whatever is filtered by, it survives the address', () => {
  const anyValue = fc.option(fc.string({ minLength: 1, unit: 'grapheme' }), { nil: null })
  const anyFilters = fc
    .tuple(...FILTERS.map(() => anyValue))
    .map((values) => Object.fromEntries(FILTERS.map((name, index) => [name, values[index]])) as PredictionFilters)
  fc.assert(
    fc.property(anyFilters, (filters) => {
      const href = new URL(predictionsHref(filters, 'abc-1'), 'http://127.0.0.1')
      expect(readFilters(href.search)).toEqual(filters)
      expect(href.pathname).toBe('/predictions/abc-1')
    }),
  )
})
