import { type Feedback, OPINION_KINDS } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyFeedback, anyHistory, makeFeedback, SILENCE } from '../fixtures/feedback.ts'
import { byNewest, CLAIMED, currentFeedback, isNarrow, opinionOf, peopleOf } from './opinion.ts'
import { ratingsOf } from './ratings.ts'

const EARLY = '2026-11-21T10:00:00.000Z'
const LATE = '2026-11-21T11:00:00.000Z'
/** Of a reviewer, as a review says it. */
const ANSWER = { source: 'reviewer', metadata: { queue: 'queue-1', item: 'item-1' } } as const

function shuffled<Item>(items: Item[]): fc.Arbitrary<Item[]> {
  return fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length })
}

function voiceOf({ kind, name, source, actor }: Feedback): string {
  return JSON.stringify([kind, name, source, actor])
}

const REVIEWING = 'zoe'
const VALUES = { thumbs: true, score: 9, label: 'ambiguous', correction: 'else' }

/** To a question of a queue. */
const anyAnswer: fc.Arbitrary<Feedback> = fc
  .record({
    id: fc.uuid(),
    kind: fc.constantFrom(...OPINION_KINDS),
    name: fc.constantFrom('why', 'helpful', 'polite'),
  })
  .map(({ id, kind, name }) =>
    makeFeedback(id, { ...ANSWER, kind, name, value: VALUES[kind], actor: REVIEWING, at: LATE }),
  )

/** Later than everything that `anyHistory` says. */
function later(id: string, said: Partial<Feedback>): Feedback {
  return makeFeedback(id, { ...said, at: LATE })
}

describe('the current opinion', () => {
  it('does not depend on the order of arrival', () => {
    fc.assert(
      fc.property(
        anyHistory.chain((history) => fc.tuple(fc.constant(history), shuffled(history))),
        ([history, arrived]) => {
          expect(opinionOf(arrived)).toEqual(opinionOf(history))
          expect(currentFeedback(arrived)).toEqual(currentFeedback(history))
        },
      ),
    )
  })

  it('is silence where nobody said anything, or where everything was taken back', () => {
    expect(opinionOf([])).toEqual(SILENCE)
    fc.assert(
      fc.property(anyHistory, (history) => {
        const takenBack = history.map((said, index) =>
          later(`retraction-${index}`, {
            ...said,
            id: `retraction-${index}`,
            kind: 'retraction',
            of: said.of ?? { kind: said.kind },
          }),
        )
        expect(opinionOf([...history, ...takenBack])).toEqual(SILENCE)
      }),
    )
  })

  it('is the newest word of an actor: a late correction replaces the earlier one', () => {
    const first = makeFeedback('1', { kind: 'correction', value: 'It is lost.', actor: 'ann', at: EARLY })
    const second = makeFeedback('2', { kind: 'correction', value: 'It is on its way.', actor: 'ann', at: LATE })
    expect(opinionOf([second, first])).toMatchObject({ correction: 'It is on its way.', conflicts: [], sources: 1 })
  })

  it('holds one word of each actor on each kind and name, and it is their newest', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const current = currentFeedback(history)
        expect(new Set(current.map(voiceOf)).size).toBe(current.length)
        for (const said of current) {
          const others = history.filter((other) => other !== said && voiceOf(other) === voiceOf(said))
          for (const other of others) expect(byNewest(said, other)).toBeLessThan(0)
        }
      }),
    )
  })

  it('of an actor is not replaced or taken back by who only claims to be them', () => {
    fc.assert(
      fc.property(anyHistory, anyHistory, (history, claims) => {
        const claimed = claims.map((said) => ({
          ...said,
          id: `claim ${said.id}`,
          actor: said.actor ?? 'ann',
          metadata: { [CLAIMED]: true },
          at: LATE,
        }))
        const current = currentFeedback([...history, ...claimed])
        expect(current.filter(({ metadata }) => metadata[CLAIMED] !== true)).toEqual(currentFeedback(history))
      }),
    )
  })

  it('loses no voice that nobody took back', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const said = history.filter(({ kind }) => kind !== 'retraction')
        expect(new Set(currentFeedback(said).map(voiceOf))).toEqual(new Set(said.map(voiceOf)))
      }),
    )
  })

  it.each([
    ['another kind', { of: { kind: 'score' } }],
    ['another name', { name: 'polite' }],
    ['another actor', { actor: 'ben' }],
    ['another source', { source: 'reviewer' }],
  ] as const)('survives a retraction of %s', (_of, other) => {
    const thumb = makeFeedback('1', { actor: 'ann', at: EARLY })
    const retraction = makeFeedback('2', {
      kind: 'retraction',
      value: null,
      of: { kind: 'thumbs' },
      actor: 'ann',
      at: LATE,
    })
    expect(opinionOf([thumb, retraction])).toEqual(SILENCE)
    expect(opinionOf([thumb, { ...retraction, ...other }])).toMatchObject({ thumbs: 'up', sources: 1 })
  })

  it('may be taken back and said again: a retraction reaches only what came before it', () => {
    const retraction = makeFeedback('1', { kind: 'retraction', value: null, of: { kind: 'thumbs' }, at: EARLY })
    fc.assert(
      fc.property(fc.boolean(), (value) => {
        const again = makeFeedback('2', { value, at: LATE })
        expect(opinionOf([again, retraction]).thumbs).toBe(value ? 'up' : 'down')
      }),
    )
  })

  it('is of the higher authority, however late the lower one speaks', () => {
    const rank = ['judge', 'system', 'user', 'reviewer'] as const
    fc.assert(
      fc.property(fc.nat(3), fc.nat(3), fc.boolean(), (low, high, isEarly) => {
        fc.pre(low < high)
        const [lower, higher] = [rank[low], rank[high]]
        fc.pre(lower !== undefined && higher !== undefined)
        const history = [
          makeFeedback('1', { value: true, source: higher, at: isEarly ? EARLY : LATE }),
          makeFeedback('2', { value: false, source: lower, at: isEarly ? LATE : EARLY }),
        ]
        expect(opinionOf(history)).toEqual({
          ...SILENCE,
          thumbs: 'up',
          by: { ...SILENCE.by, thumbs: higher },
          conflicts: ['thumbs'],
          sources: 2,
        })
      }),
    )
  })

  it('is between equals of the newest: a reviewer and the ground truth are equals', () => {
    const reviewed = makeFeedback('1', { kind: 'label', value: 'refund', source: 'reviewer', at: EARLY })
    const truth = makeFeedback('2', { kind: 'label', value: 'delivery', source: 'ground_truth', at: LATE })
    expect(opinionOf([reviewed, truth]).label).toBe('delivery')
    expect(
      opinionOf([
        { ...reviewed, at: LATE },
        { ...truth, at: EARLY },
      ]).label,
    ).toBe('refund')
  })

  it('of a thumb is the one without a name, or named helpful, where there is one', () => {
    const polite = makeFeedback('f-1', { name: 'polite', source: 'reviewer', actor: 'ann', value: true })
    const plain = makeFeedback('f-2', { actor: 'ben', value: false })
    const helpful = makeFeedback('f-3', { name: 'helpful', actor: 'eve', value: false })
    expect(opinionOf([polite, plain]).thumbs).toBe('down')
    expect(opinionOf([polite, helpful]).thumbs).toBe('down')
    expect(opinionOf([polite]).thumbs).toBe('up')
  })

  it.each([
    ['score', 1, 2],
    ['label', 'technical', 'ambiguous'],
    ['correction', 'one', 'two'],
  ] as const)('of a %s is the one without a name where there is one, whoever says the other', (kind, plain, named) => {
    const user = makeFeedback('1', { kind, value: plain, at: EARLY })
    const reviewer = makeFeedback('2', { kind, name: 'why', value: named, source: 'reviewer', at: LATE })
    expect(opinionOf([reviewer, user])).toMatchObject({ [kind]: plain, by: { [kind]: 'user' }, conflicts: [] })
    expect(opinionOf([reviewer])).toMatchObject({ [kind]: named, by: { [kind]: 'reviewer' } })
  })

  it('is never what a reviewer answered to a question of a queue, with which it is otherwise the same as without', () => {
    fc.assert(
      fc.property(anyHistory, fc.array(anyAnswer, { minLength: 1, maxLength: 4 }), (history, answers) => {
        const others = history.filter(({ actor }) => actor !== REVIEWING)
        const opinion = opinionOf([...others, ...answers])
        expect(opinion).toEqual({
          ...opinionOf(others),
          conflicts: opinion.conflicts,
          sources: opinionOf(others).sources + 1,
        })
        expect(ratingsOf([...others, ...answers])).toMatchObject({ reviewers: ratingsOf(others).reviewers })
      }),
    )
  })

  it('falls to the next authority when the higher one takes its word back', () => {
    const user = makeFeedback('1', { value: false, at: EARLY })
    const reviewer = makeFeedback('2', { value: true, source: 'reviewer', actor: 'ann', at: EARLY })
    const retraction = makeFeedback('3', { ...reviewer, id: '3', kind: 'retraction', of: { kind: 'thumbs' }, at: LATE })
    expect(opinionOf([user, reviewer]).thumbs).toBe('up')
    expect(opinionOf([user, reviewer, retraction])).toMatchObject({ thumbs: 'down', conflicts: [], sources: 1 })
  })

  it('counts a person once, whatever they said, and a person of another source again', () => {
    const history = [
      makeFeedback('1', { actor: 'ann' }),
      makeFeedback('2', { actor: 'ann', kind: 'comment', value: null, comment: 'no' }),
      makeFeedback('3', { actor: 'ann', source: 'reviewer' }),
      makeFeedback('4', { actor: 'ben' }),
      makeFeedback('5', { actor: null }),
    ]
    expect(opinionOf(history).sources).toBe(4)
  })
})

describe('whose word it is', () => {
  it('is somebody who says just that, of each kind, and of silence nobody', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const opinion = opinionOf(history)
        const current = currentFeedback(history)
        for (const kind of OPINION_KINDS) {
          const source = opinion.by[kind]
          const ofKind = current.filter((said) => said.kind === kind)
          const ofWhole = ofKind.filter((said) => isNarrow(said) === 0)
          expect(ofWhole.length === 0 || ofWhole.some((said) => said.source === source)).toBe(true)
          expect(source === null).toBe(ofKind.length === 0)
          if (source === null) continue
          const value = kind === 'thumbs' ? opinion.thumbs === 'up' : opinion[kind]
          expect(ofKind.filter((said) => said.source === source).map((said) => said.value)).toContain(value)
        }
      }),
    )
  })

  it('is a judge’s only where nobody else says anything in general: for people it is as if there were no judge', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const [all, people] = [opinionOf(history), opinionOf(peopleOf(history))]
        for (const kind of OPINION_KINDS) {
          expect(people.by[kind]).not.toBe('judge')
          const isSame = people[kind] === all[kind] && people.by[kind] === all.by[kind]
          const isSaidOfWhole = currentFeedback(peopleOf(history)).some(
            (said) => said.kind === kind && isNarrow(said) === 0,
          )
          expect(isSame || (all.by[kind] === 'judge' && !isSaidOfWhole)).toBe(true)
        }
      }),
    )
  })
})

describe('a conflict', () => {
  const of = (...said: Partial<Feedback>[]) =>
    opinionOf(said.map((each, index) => makeFeedback(`f-${index}`, { actor: `${index}`, ...each }))).conflicts

  it('is of a kind on which somebody but judges says something else than another, whoever counts', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { conflicts } = opinionOf(history)
        const current = currentFeedback(history)
        for (const kind of conflicts) {
          const said = current.filter((each) => each.kind === kind)
          expect(new Set(said.map(({ value }) => JSON.stringify(value))).size).toBeGreaterThan(1)
          expect(peopleOf(said)).not.toEqual([])
        }
        expect(opinionOf(peopleOf(history)).conflicts.filter((kind) => !conflicts.includes(kind))).toEqual([])
      }),
    )
  })

  it.each<[string, Partial<Feedback>[], string[]]>([
    ['two thumbs that differ', [{ value: true }, { value: false }], ['thumbs']],
    ['one of them under helpful, which is the same', [{ value: true }, { name: 'helpful', value: false }], ['thumbs']],
    ['none of thumbs that agree', [{ value: true }, { value: true }], []],
    ['none of thumbs about two things', [{ value: true }, { name: 'polite', value: false }], []],
    [
      'none of somebody who changed their mind',
      [
        { actor: 'a', at: EARLY },
        { actor: 'a', value: false, at: LATE },
      ],
      [],
    ],
    ['a judge against a person', [{ value: true }, { source: 'judge', value: false }], ['thumbs']],
    ['no judge against a judge', [{ source: 'judge' }, { source: 'judge', value: false }], []],
    [
      'a label and a correction',
      [
        { kind: 'label', value: 'a', source: 'ground_truth' },
        { kind: 'label', value: 'b' },
        { kind: 'correction', value: 'c' },
        { kind: 'correction', value: 'd' },
      ],
      ['correction', 'label'],
    ],
    [
      'scores of people',
      [
        { kind: 'score', value: 1 },
        { kind: 'score', value: 2 },
      ],
      ['score'],
    ],
    [
      'an answer to a question against another to it',
      [
        { ...ANSWER, kind: 'label', name: 'why', value: 'a' },
        { ...ANSWER, kind: 'label', name: 'why', value: 'b' },
      ],
      ['label'],
    ],
    [
      'no answer to a question against what is said of the whole',
      [
        { ...ANSWER, name: 'helpful', value: false },
        { value: true },
        { ...ANSWER, kind: 'label', name: 'why', value: 'ambiguous' },
        { kind: 'label', value: 'technical', source: 'ground_truth' },
      ],
      [],
    ],
    [
      'no score of a judge',
      [
        { kind: 'score', value: 1 },
        { kind: 'score', value: 0.9, source: 'judge' },
      ],
      [],
    ],
  ])('is %s', (_what, said, expected) => {
    expect(of(...said)).toEqual(expected)
  })
})

describe('the order of feedback', () => {
  it('is total: of two different ones one is always newer', () => {
    fc.assert(
      fc.property(anyFeedback, anyFeedback, (left, right) => {
        expect(Math.sign(byNewest(left, right))).toBe(-Math.sign(byNewest(right, left)))
        expect(byNewest(left, right) === 0).toBe(left.id === right.id && left.at === right.at)
      }),
    )
  })

  it('is the same on every machine, whatever its language', () => {
    const composed = makeFeedback('\u00e9')
    const decomposed = makeFeedback('e\u0301')
    expect(byNewest(composed, decomposed)).not.toBe(0)
    expect(byNewest(makeFeedback('a'), makeFeedback('B'))).toBeLessThan(0)
  })
})
