import { describe, expect, it } from 'vitest'
import { sayHowFar } from './how-far.ts'

describe('an import that ended before its file', () => {
  const counts = { rows: 10, stored: 5, repeated: 2, contradicting: 1, waiting: 1, refused: 3 }
  const report = { ...counts, contradictions: [], unmatched: [], refusals: [] }

  it('says how far it came, and what became of every row until there', () => {
    expect(sayHowFar({ report, line: 12 })).toBe(
      'Reading stopped after the row in line 12, and nothing after it was read (rows: 5 stored, 2 known already, 3 refused); the whole table may be sent again.',
    )
    expect(sayHowFar({ report: { ...report, stored: 1 }, line: 12 })).toContain('3 refused, 4 read in vain)')
  })
})
