import fc from 'fast-check'
import { expect, test } from 'vitest'
import { predictionsHref, readFilters } from './router.ts'

test('an unfiltered list has a plain address', () => {
  expect(predictionsHref({ task: null, feedback: null })).toBe('/predictions')
  expect(predictionsHref({ task: null, feedback: 'down' }, 'abc-1')).toBe('/predictions/abc-1?feedback=down')
})

test('whatever a task is called, its filter survives the address', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (task) => {
      const href = new URL(predictionsHref({ task, feedback: 'up' }, 'abc-1'), 'http://127.0.0.1')
      expect(readFilters(href.search)).toEqual({ task, feedback: 'up' })
      expect(href.pathname).toBe('/predictions/abc-1')
    }),
  )
})
