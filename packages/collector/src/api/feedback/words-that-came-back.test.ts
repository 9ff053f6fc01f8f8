import type { Feedback } from '@trimtab/contract'
import { expect, it } from 'vitest'
import { makeFeedback } from '../../fixtures/feedback.ts'
import type { RowsReading } from '../../store/rows-reading.ts'
import { wordsThatCameBack } from './words-that-came-back.ts'

type SpokenTarget = Parameters<RowsReading['saidOf']>[0]

const KNOWN_BY = 'score_id'

const word = (id: string, session: string, value: number) => ({
  id: `${id}-${value}`,
  session,
  kind: 'score' as const,
  value,
  metadata: { [KNOWN_BY]: id },
})

it('words of one session are looked for together, and each id is held against its own last word', async () => {
  const asked: SpokenTarget[] = []
  // The newest first, as they are read.
  const stored: Feedback[] = [
    makeFeedback('other-kind', { ...word('a', 's-1', 1), id: 'other-kind', kind: 'label' }),
    makeFeedback('a-2', { ...word('a', 's-1', 2), id: 'a-2' }),
    makeFeedback('a-1', { ...word('a', 's-1', 1), id: 'a-1' }),
    makeFeedback('b-1', { ...word('b', 's-1', 1), id: 'b-1' }),
    makeFeedback('c-2', { ...word('c', 's-2', 2), id: 'c-2' }),
  ]
  const saidOf = (target: SpokenTarget) => {
    asked.push(target)
    return Promise.resolve(stored.filter(({ session }) => session === target.session))
  }
  const again = [
    word('a', 's-1', 1),
    word('c', 's-2', 1),
    word('b', 's-1', 1),
    { ...word('a', 's-1', 1), at: '2026-11-21T10:00:00.000Z' },
    word('unheard', 's-1', 1),
  ]
  const came = await wordsThatCameBack(again, { rows: { saidOf }, knownBy: KNOWN_BY })
  expect(came.map(({ metadata, value }) => [metadata?.[KNOWN_BY], value])).toEqual([
    ['a', 1],
    ['c', 1],
  ])
  expect(asked.map(({ session }) => session)).toEqual(['s-1', 's-2'])
  expect(came.every(({ id }) => id?.startsWith('again-'))).toBe(true)
})
