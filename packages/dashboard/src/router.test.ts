import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressOf } from './api/address.ts'
import { labelOf, NO_FILTERS, queryOf, withFilter } from './api/filters.ts'
import { predictionsHref, readFilters } from './router.ts'

/** What the collector is asked where the page is at an address. */
function askedAt(search: string): string[] {
  const address = addressOf('listPredictions', { query: queryOf(readFilters(search)) })
  return [...new URL(address, 'http://127.0.0.1').searchParams].map((pair) => pair.join('=')).toSorted()
}

test('an unfiltered list has a plain address', () => {
  expect(predictionsHref(NO_FILTERS)).toBe('/predictions')
  expect(predictionsHref([['feedback', 'down']], 'abc-1')).toBe('/predictions/abc-1?feedback=down')
})

test('whatever is filtered by, understood or not and however often, it survives the address', () => {
  const anyText = fc.string({ minLength: 1, unit: 'grapheme' })
  const anyName = fc.oneof(fc.constantFrom('tag', 'task', 'metadata.tier', '__proto__', 'constructor'), anyText)
  fc.assert(
    fc.property(fc.array(fc.tuple(anyName, anyText)), (filters) => {
      const href = new URL(predictionsHref(filters, 'abc-1'), 'http://127.0.0.1')
      expect(readFilters(href.search)).toEqual(filters)
      expect(href.pathname).toBe('/predictions/abc-1')
    }),
  )
})

test.each([
  'task=a&q=late&in=output&from=2026-11-21T10:00:00Z&to=2026-11-22T10:00:00Z',
  'tag=a&tag=b&model=x&model=y&provider=p&prompt=reply&promptVersion=2&variant=b&kind=generation',
  'environment=live&service=shop&release=1.2&status=ok&status=error&feedback=down',
  'session=s&user=u&key=k&responseId=r&metadata.tier=gold&metadata.tier=blue&metadata.a.b=1',
  'user=a&user=b&status=wrong',
])('what the collector can be asked is asked as the address says it: %s', (search) => {
  expect(askedAt(`?${search}`)).toEqual(search.split('&').toSorted())
})

test('what nobody understands is kept and told apart, and not sent', () => {
  const search = '?task=a&colour=red&limit=9&metadata.=gold&__proto__=x&constructor=y'
  expect(askedAt(search)).toEqual(['task=a'])
  const unknown = readFilters(search).filter(([name]) => labelOf(name) === null)
  expect(unknown.map(([name]) => name)).toEqual(['colour', 'limit', 'metadata.', '__proto__', 'constructor'])
})

test('a name without a value is no condition', () => {
  expect(readFilters('?task=&q=')).toEqual(NO_FILTERS)
})

test('a choice takes the place of all that were made of its name, and of no other', () => {
  const filters = readFilters('?status=ok&tag=a&status=error&tag=b')
  expect(predictionsHref(withFilter(filters, 'status', 'cancelled'))).toBe('/predictions?tag=a&tag=b&status=cancelled')
  expect(predictionsHref(withFilter(filters, 'status', null))).toBe('/predictions?tag=a&tag=b')
})
