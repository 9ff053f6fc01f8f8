import { ENDPOINTS } from '@trimtab/contract/endpoints'
import { FILTER_VALUES_MAX, NAME_CHARS_MAX } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProblemError } from './problem.ts'
import { createQueryReader } from './read-query.ts'

const readPredictions = createQueryReader(ENDPOINTS.listPredictions.query ?? ({} as never))
const read = (query: string) => readPredictions(new URLSearchParams(query))

/** What it answers, or what it throws. */
function outcomeOf(ask: () => unknown): unknown {
  try {
    return ask()
  } catch (error) {
    return error
  }
}

const issuesOf = (query: string) => (outcomeOf(() => read(query)) as ProblemError).errors

describe('the query of an address', () => {
  it('is read by the schema of each parameter', () => {
    expect(
      read('task=a&limit=7&model=x&model=y&metadata.tier=gold&metadata.a.b=1&metadata.a.b=2&from=2026-11-21T10:00:00Z'),
    ).toEqual({
      task: 'a',
      limit: 7,
      model: ['x', 'y'],
      metadata: { tier: ['gold'], 'a.b': ['1', '2'] },
      from: '2026-11-21T10:00:00Z',
    })
  })

  it.each([
    ['/limit', 'must be at least 1', 'limit=0'],
    ['/limit', 'must be a whole number', 'limit=1e3'],
    ['/limit', 'must be a whole number', 'limit=NaN'],
    ['/limit', 'must be a whole number', 'limit='],
    ['/limit', 'is given more than once', 'limit=1&limit=2'],
    ['/task', 'must not be empty', 'task='],
    ['/task', `must be at most ${NAME_CHARS_MAX} long`, `task=${'a'.repeat(NAME_CHARS_MAX + 1)}`],
    ['/status/1', 'must be one of ok, error, cancelled', 'status=ok&status=fine'],
    ['/tag', 'must be at most 20 long', Array.from({ length: FILTER_VALUES_MAX + 1 }, () => 'tag=a').join('&')],
    ['/from', 'must be a time such as 2026-11-21T10:00:00Z', 'from=yesterday'],
    ['/from', 'must be a time such as 2026-11-21T10:00:00Z', 'from=%2B275760-09-13T00:00:00Z'],
    ['/from', 'must be of the years 1970 to 9999', 'from=0000-01-01T00:00:00Z'],
    ['/to', 'must not be before `from`', 'from=2026-11-22T10:00:00Z&to=2026-11-21T10:00:00Z'],
    ['/in', 'needs `q`, the words to look for', 'in=input&task=a'],
    ['/colour', 'is not known here', 'colour=red'],
    ['/metadata', 'is not known here', 'metadata=gold'],
    ['/metadata/', 'its name must not be empty', 'metadata.=gold'],
    ['/task.a', 'is not known here', 'task.a=b'],
    ['/__proto__', 'is not known here', '__proto__=b'],
    ['/metadata.__proto__', 'is not known here', 'metadata.__proto__=b'],
  ])('that breaks a rule is refused: at %s it %s', (pointer, message, query) => {
    expect(issuesOf(query)).toEqual([{ pointer, message }])
  })

  it('is read or refused as a problem, whatever it says', () => {
    const names = fc.oneof(fc.constantFrom(...Object.keys(ENDPOINTS.listPredictions.query ?? {})), fc.string())
    fc.assert(
      fc.property(fc.array(fc.tuple(names, fc.string({ unit: 'binary' }))), (pairs) => {
        const asked = outcomeOf(() => readPredictions(new URLSearchParams(pairs)))
        expect(asked instanceof ProblemError || !(asked instanceof Error)).toBe(true)
      }),
    )
  })
})
