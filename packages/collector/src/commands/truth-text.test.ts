import { resolve } from 'node:path'
import type { TruthReport } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { describeTruth } from './truth-text.ts'

let said: string[]

beforeEach(() => {
  said = []
  for (const stream of ['log', 'error'] as const)
    vi.spyOn(console, stream).mockImplementation((text: string) => void said.push(text))
})
afterEach(() => vi.restoreAllMocks())

function sayOf(report: Partial<TruthReport>, isLikeKeys = false): string[] {
  said = []
  const counts = { rows: 0, stored: 0, repeated: 0, contradicting: 0, waiting: 0, refused: 0 }
  const whole = { ...counts, contradictions: [], unmatched: [], refusals: [], ...report }
  describeTruth({ report: whole, file: 'a.csv', data: 'here', key: 'loan', isLikeKeys })
  return said
}

const LOST = `trimtab: none of these keys is known here: is this the right --data and --key? It is ${resolve('here')}, by "loan".`

describe('the words about an import of labels', () => {
  it('name the database, and count every row once', () => {
    const refusals = [{ line: 3, reason: 'key must not be empty' }]
    expect(sayOf({ rows: 2004, stored: 2000, repeated: 2, refused: 2, refusals })).toEqual([
      `Took in 2,000 labels, into the database in ${resolve('here')}. 2 rows said what was known.`,
      'a.csv:3: key must not be empty',
      'and 1 more',
      'trimtab: 2 rows refused; the other 2,002 are stored.',
    ])
  })

  it.each([
    [{ rows: 1, refused: 1 }, 'trimtab: 1 row refused.'],
    [{ rows: 2, stored: 1, refused: 1 }, 'trimtab: 1 row refused; the other one is stored.'],
    [{ rows: 9, stored: 3, refused: 1 }, 'trimtab: 1 row refused.'],
  ])('promise of %j no more than is true', (report, sentence) => {
    expect(sayOf(report).at(-1)).toBe(sentence)
  })

  it('doubt the folder and the columns where none of the keys is known, and nowhere else', () => {
    expect(sayOf({ rows: 3, stored: 3, waiting: 3 }).at(-1)).toBe(LOST)
    expect(sayOf({ rows: 3, stored: 3, waiting: 3 }, true).slice(-2)).toEqual([
      LOST,
      expect.stringContaining('wrong way round'),
    ])
    for (const report of [
      { rows: 3, stored: 3, waiting: 2 },
      { rows: 3, repeated: 3 },
    ])
      expect(sayOf(report, true).join(' ')).not.toMatch(/none of these keys|wrong way round/)
  })
})
