import { expect, test } from 'vitest'
import { addressOf } from './address.ts'

test('a name in the path is escaped, whatever is in it', () => {
  expect(addressOf('readSessionSummary', { path: { session: 'a/b?c#ä' } })).toBe('/api/sessions/a%2Fb%3Fc%23%C3%A4')
})

test('lists are repeated, metadata stands behind a dot, and what is not said is left out', () => {
  const query = { model: ['a', 'b'], metadata: { tier: ['gold & silver'] }, limit: 5, task: undefined }
  expect(addressOf('listPredictions', { query })).toBe(
    '/api/predictions?model=a&model=b&metadata.tier=gold+%26+silver&limit=5',
  )
  expect(addressOf('listPredictions', {})).toBe('/api/predictions')
})

test('what an operation does not take is no program', () => {
  // @ts-expect-error: no such parameter
  addressOf('listPredictions', { query: { colour: 'red' } })
  // @ts-expect-error: it is a list
  addressOf('listPredictions', { query: { model: 'a' } })
  // @ts-expect-error: whose?
  expect(addressOf('readSessionSummary', {})).toBe('/api/sessions/')
})
