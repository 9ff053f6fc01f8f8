import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupsAmong } from './groups.ts'

const who = fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e'))
const anyOrigins = fc
  .array(fc.record({ user: who, session: who }), { maxLength: 30 })
  .map((origins) => origins.map((origin, index) => ({ ...origin, id: `p-${index}` })))

function linksOf(origins: { user: string | null; session: string | null }[]) {
  return origins.flatMap(({ user, session }) => (user === null || session === null ? [] : [{ user, session }]))
}

describe('the group of a prediction', () => {
  it('is its user, else its session, else itself', () => {
    const groupOf = groupsAmong([])
    expect(groupOf({ id: 'p-1', user: 'ann', session: 's-1' })).toBe('user:ann')
    expect(groupOf({ id: 'p-1', user: null, session: 's-1' })).toBe('session:s-1')
    expect(groupOf({ id: 'p-1', user: null, session: null })).toBe('prediction:p-1')
  })

  it('is that of whoever shares a session with it', () => {
    const before = { id: 'p-1', user: null, session: 's-1' }
    const after = { id: 'p-2', user: 'ann', session: 's-1' }
    expect(groupsAmong(linksOf([before, after]))(before)).toBe('user:ann')
  })

  it('is one for all rows of a user and one for all rows of a session', () => {
    fc.assert(
      fc.property(anyOrigins, (origins) => {
        const groupOf = groupsAmong(linksOf(origins))
        for (const key of ['user', 'session'] as const) {
          const named = origins.filter((origin) => origin[key] !== null)
          for (const rows of Map.groupBy(named, (origin) => origin[key]).values()) {
            expect(new Set(rows.map(groupOf)).size).toBe(1)
          }
        }
      }),
    )
  })

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(anyOrigins, (origins) => {
        const [one, other] = [groupsAmong(linksOf(origins)), groupsAmong(linksOf(origins.toReversed()))]
        expect(origins.map(one)).toEqual(origins.map(other))
      }),
    )
  })
})
