import { type Feedback, FEEDBACK_SOURCES, JUDGES_PER_PREDICTION_MAX } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyHistory, makeFeedback } from '../fixtures/feedback.ts'
import { opinionOf, peopleOf } from './opinion.ts'
import { ratingsOf } from './ratings.ts'

const EARLY = '2026-11-21T10:00:00.000Z'
const LATE = '2026-11-21T11:00:00.000Z'
/** As a review says what was answered to a question of its queue. */
const ANSWER = { metadata: { queue: 'queue-1', item: 'item-1' } }
const silence = { users: null, reviewers: null, judges: [] }

/** Each by somebody else. */
function ratingsOfAll(...said: Partial<Feedback>[]) {
  return ratingsOf(said.map((each, index) => makeFeedback(`f-${index}`, { actor: `${index}`, ...each })))
}

describe('ratings', () => {
  it('do not depend on the order of arrival', () => {
    fc.assert(
      fc.property(
        anyHistory.chain((history) =>
          fc.tuple(fc.constant(history), fc.shuffledSubarray(history, { minLength: history.length })),
        ),
        ([history, arrived]) => {
          expect(ratingsOf(arrived)).toEqual(ratingsOf(history))
        },
      ),
    )
  })

  it('of people are the same whatever judges say, and those of judges whatever users say', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const all = ratingsOf(history)
        expect(ratingsOf(peopleOf(history))).toEqual({ ...all, judges: [] })
        const others = ratingsOf(history.filter(({ source }) => source !== 'user'))
        expect(others).toEqual({ ...all, users: null })
      }),
    )
  })

  it('of one kind of rater are what would be thought if there were no other', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { users, reviewers } = ratingsOf(history)
        const thumbsOf = (...sources: string[]) => {
          const { thumbs } = opinionOf(history.filter(({ source }) => sources.includes(source)))
          return thumbs === null ? null : thumbs === 'up'
        }
        expect([users, reviewers]).toEqual([thumbsOf('user'), thumbsOf('reviewer', 'ground_truth')])
      }),
    )
  })

  it('are nothing once everything is taken back', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const takenBack = history.map((said, index) =>
          makeFeedback(`retraction-${index}`, {
            ...said,
            id: `retraction-${index}`,
            kind: 'retraction',
            of: said.of ?? { kind: said.kind },
            at: LATE,
          }),
        )
        expect(ratingsOf([...history, ...takenBack])).toEqual(silence)
      }),
    )
  })

  it('of a judge fall back to its other word when the newer one is taken back', () => {
    const judge = { source: 'judge', name: 'polite', kind: 'score' } as const
    const said = [
      makeFeedback('1', { ...judge, actor: 'a', value: 0.25, at: EARLY }),
      makeFeedback('2', { ...judge, actor: 'b', value: 0.5, at: LATE }),
    ]
    const taken = makeFeedback('3', {
      ...judge,
      actor: 'b',
      kind: 'retraction',
      value: null,
      of: { kind: 'score' },
      at: LATE,
      receivedAt: '2026-11-21T12:00:00.000Z',
    })
    expect(ratingsOf(said).judges).toEqual([{ judge: 'polite', score: 0.5, trusted: null }])
    expect(ratingsOf([...said, taken]).judges).toEqual([{ judge: 'polite', score: 0.25, trusted: null }])
  })

  it('are of no answer to a question of a queue, which says nothing of the whole', () => {
    expect(ratingsOfAll({ ...ANSWER, source: 'reviewer', name: 'polite' })).toEqual(silence)
    expect(ratingsOfAll({ ...ANSWER, source: 'reviewer' }).reviewers).toBe(true)
  })

  it('are of no signal of a program, no label and no comment', () => {
    for (const source of FEEDBACK_SOURCES)
      expect(ratingsOfAll({ kind: 'label', value: 1, source }, { kind: 'comment', value: null, source })).toEqual(
        silence,
      )
    expect(ratingsOfAll({ source: 'system' })).toEqual(silence)
  })
})

describe('a judge', () => {
  const judge = (said: Partial<Feedback> = {}): Partial<Feedback> => ({ source: 'judge', ...said })
  const reviewer = (said: Partial<Feedback> = {}): Partial<Feedback> => ({ source: 'reviewer', ...said })

  it.each<[string, Partial<Feedback>, string, number]>([
    ['a thumb without a name', judge({ value: false }), 'helpful', 0],
    ['a thumb with one', judge({ name: 'polite' }), 'polite', 1],
    ['a score without a name', judge({ kind: 'score', value: 4 }), 'score', 4],
    ['a score with one', judge({ kind: 'score', name: 'polite', value: -0.5 }), 'polite', -0.5],
  ])('is known by the name of %s', (_of, said, name, score) => {
    expect(ratingsOfAll(said).judges).toEqual([{ judge: name, score, trusted: null }])
  })

  it.each<[string, Partial<Feedback>[], number | null]>([
    ['the score of its name', [reviewer({ kind: 'score', name: 'polite', value: 0.75 }), reviewer()], 0.75],
    ['the thumb of its name', [reviewer({ name: 'polite', value: false }), reviewer()], 0],
    ['the plain thumb where there is none', [reviewer({ name: 'short', value: false }), reviewer()], 1],
    ['what the ground truth says as much', [{ source: 'ground_truth', value: false }], 0],
    ['no thumb about something else', [reviewer({ name: 'short' })], null],
    ['no word of a user', [{ value: true }], null],
    ['what was answered to the question of its name', [reviewer({ ...ANSWER, name: 'polite', value: false })], 0],
    ['that before the thumb of all', [reviewer({ ...ANSWER, name: 'polite', value: false }), reviewer()], 0],
    ['no answer to another question', [reviewer({ ...ANSWER, name: 'helpful', value: false })], null],
  ])('is held against %s', (_what, said, trusted) => {
    expect(ratingsOfAll(judge({ name: 'polite' }), ...said).judges).toEqual([{ judge: 'polite', score: 1, trusted }])
  })

  it('of a very long name has its beginning for a name', () => {
    const long = `${'x'.repeat(63)}😀${'y'.repeat(9)}`
    expect(ratingsOfAll(judge({ name: long }), reviewer({ name: long, value: false })).judges).toEqual([
      { judge: `${'x'.repeat(63)}\ufffd`, score: 1, trusted: 0 },
    ])
  })

  it('beyond so many of one prediction is not counted, and those who are do not depend on when they spoke', () => {
    const names = Array.from({ length: JUDGES_PER_PREDICTION_MAX + 3 }, (_, number) => `judge ${number + 10}`)
    const said = (all: string[]) =>
      ratingsOfAll(...all.map((name, hour) => judge({ name, at: `2026-11-21T${hour + 10}:00:00.000Z` })))
    expect(said(names).judges.map(({ judge: name }) => name)).toEqual(names.slice(0, JUDGES_PER_PREDICTION_MAX))
    expect(said(names.toReversed())).toEqual(said(names))
  })
})
