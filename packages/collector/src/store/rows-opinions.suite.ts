// The law of feedback, whatever engine keeps the rows: predictions, feedback, retractions, copies of each and restarts in
// any order leave what a simple model of the rule says, in the opinion of each prediction, in lists and in the sums.
import { type Feedback, FEEDBACK_SOURCES, type Json } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readOverview } from '../aggregates/overview.ts'
import { rollUp } from '../aggregates/roll-up.ts'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow, START } from '../fixtures/predictions.ts'
import type { OpenedRows } from './rows.suite.ts'

/** A place where a store can be opened again and again. */
export interface Place {
  open: () => OpenedRows
  remove: () => void
}

const NUMBERS = [1, 2, 3, 4]
/** Some predictions share a key, and all but one a session. */
const rowOf = (number: number) =>
  makeRow(number, { key: `k-${number % 2}`, responseId: `r-${number}`, session: number < 4 ? 's-1' : null })

const anyTarget = fc.oneof(
  fc.constantFrom(...NUMBERS, 9).map((number) => ({ prediction: makeFacts(number).id })),
  fc.constantFrom('k-0', 'k-1', 'k-9').map((key) => ({ key })),
  fc.constantFrom(...NUMBERS, 9).map((number) => ({ responseId: `r-${number}` })),
  fc.constant({ session: 's-1' }),
)
const KINDS = ['thumbs', 'score', 'label', 'correction'] as const
const VALUES: { [kind in (typeof KINDS)[number]]: Json[] } = {
  thumbs: [true, false],
  score: [0, 0.5],
  label: ['a', 'b'],
  correction: ['one', 'two'],
}

const anySaid: fc.Arbitrary<Partial<Feedback>> = fc
  .record({
    target: anyTarget,
    kind: fc.constantFrom(...KINDS),
    of: fc.constantFrom(...KINDS),
    isRetraction: fc.integer({ min: 0, max: 3 }).map((chance) => chance === 0),
    place: fc.nat(1),
    name: fc.constantFrom(null, 'helpful', 'polite'),
    source: fc.constantFrom(...FEEDBACK_SOURCES),
    actor: fc.constantFrom(null, 'ann', 'ben'),
    isOfReview: fc.boolean(),
    minute: fc.nat(4),
  })
  .map(({ target, kind, of, isRetraction, place, name, source, actor, isOfReview, minute }) => ({
    ...target,
    kind: isRetraction ? 'retraction' : kind,
    of: isRetraction ? { kind: of } : null,
    value: isRetraction ? null : (VALUES[kind][place] ?? null),
    name,
    source,
    actor,
    metadata: isOfReview ? { queue: 'queue-1', item: 'item-1' } : {},
    at: `2026-11-21T10:0${minute}:00.000Z`,
  }))

type Step =
  | { do: 'predict'; number: number }
  | { do: 'say'; said: Partial<Feedback> }
  | { do: 'again'; place: number }
  | { do: 'restart' }
  | { do: 'count' }

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NUMBERS).map((number): Step => ({ do: 'predict', number })) },
  { weight: 10, arbitrary: anySaid.map((said): Step => ({ do: 'say', said })) },
  { weight: 3, arbitrary: fc.nat(30).map((place): Step => ({ do: 'again', place })) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'restart' }) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: 'count' }) },
)

/** The model: what was predicted and what was said, and nothing derived of either. */
class Model {
  readonly predicted = new Set<number>()
  readonly said: Feedback[] = []

  say(feedback: Feedback): void {
    const isCopy = this.said.some(({ id, ...other }) => id === feedback.id && targetOf(other) === targetOf(feedback))
    if (!isCopy) this.said.push(feedback)
  }

  /** Everything that speaks of a prediction, the last word last. */
  of(number: number): Feedback[] {
    const { id, key, responseId, session } = rowOf(number).facts
    return this.said
      .filter((said) => {
        if (said.prediction !== null) return said.prediction === id
        if (said.key !== null) return said.key === key
        if (said.responseId !== null) return said.responseId === responseId
        return said.session === session
      })
      .toSorted((left, right) => (wordOrder(left) < wordOrder(right) ? -1 : 1))
  }

  /** The last word of each voice, in the order they were said. */
  current(number: number): Feedback[] {
    const last = new Map<string, Feedback>()
    for (const said of this.of(number)) {
      const voice = [said.of?.kind ?? said.kind, said.name, said.source, said.actor].join('|')
      last.delete(voice)
      last.set(voice, said)
    }
    return [...last.values()].filter(({ kind }) => kind !== 'retraction')
  }

  winner(number: number, kind: Feedback['kind'], sources: readonly string[] = FEEDBACK_SOURCES): Feedback | null {
    const rank = ['judge', 'system', 'user', 'reviewer']
    const isWhole = (name: string | null) => name === null || (kind === 'thumbs' && name === 'helpful')
    const weight = ({ name, source }: Feedback) =>
      (isWhole(name) ? 10 : 0) + rank.indexOf(source === 'ground_truth' ? 'reviewer' : source)
    const isAnswer = ({ source, name, metadata }: Feedback) =>
      source === 'reviewer' && name !== null && 'queue' in metadata
    const words = this.current(number).filter(
      (said) => said.kind === kind && sources.includes(said.source) && !isAnswer(said),
    )
    return words.reduce<Feedback | null>(
      (best, said) => (best !== null && weight(best) > weight(said) ? best : said),
      null,
    )
  }

  isWaiting(said: Feedback): boolean {
    return ![...this.predicted].some((number) => this.of(number).includes(said))
  }
}

function targetOf({
  prediction,
  key,
  responseId,
  session,
}: Pick<Feedback, 'prediction' | 'key' | 'responseId' | 'session'>) {
  return JSON.stringify([prediction, key, responseId, session])
}

function wordOrder({ at, receivedAt, id }: Feedback): string {
  return `${at} ${receivedAt} ${id}`
}

const PEOPLE = FEEDBACK_SOURCES.filter((source) => source !== 'judge')

async function compare({ rows }: OpenedRows, model: Model): Promise<void> {
  while (await rollUp(rows));
  const known = [...model.predicted]
  for (const number of known) {
    const stored = await rows.prediction(rowOf(number).facts.id)
    expect(stored?.feedback).toEqual(model.of(number).toReversed())
    const [thumbs, score, label, correction] = KINDS.map((kind) => model.winner(number, kind))
    expect(stored?.opinion).toMatchObject({
      thumbs: thumbs === null ? null : thumbs?.value === true ? 'up' : 'down',
      score: score?.value ?? null,
      label: label?.value ?? null,
      correction: correction?.value ?? null,
      by: {
        thumbs: thumbs?.source ?? null,
        score: score?.source ?? null,
        label: label?.source ?? null,
        correction: correction?.source ?? null,
      },
      sources: new Set(model.current(number).map(({ source, actor }) => `${source} ${actor}`)).size,
    })
  }
  const ups = known.filter((number) => model.winner(number, 'thumbs', PEOPLE)?.value === true)
  const listed = await rows.predictions({ feedback: 'up', limit: 50 })
  expect(new Set(listed?.predictions.map(({ id }) => id))).toEqual(new Set(ups.map((number) => rowOf(number).facts.id)))
  const waiting = await rows.waitingFeedback({ limit: 100 })
  expect(waiting?.feedback).toEqual(model.said.filter((said) => model.isWaiting(said)).toReversed())
  const { tasks } = await readOverview(rows, START)
  expect(tasks.reduce((sum, { thumbsUp }) => sum + thumbsUp, 0)).toBe(ups.length)
}

export function testOpinionsOfRows(engine: string, makePlace: () => Place, numRuns: number): void {
  describe(`opinions in ${engine}`, () => {
    it('are what the rule makes of everything said, in every order, with copies, retractions and restarts', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 30 }), async (steps) => {
          const place = makePlace()
          let store = place.open()
          try {
            const model = new Model()
            for (const [index, step] of steps.entries()) {
              if (step.do === 'restart') {
                store.close()
                store = place.open()
              } else if (step.do === 'count') await rollUp(store.rows, 2)
              else if (step.do === 'predict') {
                model.predicted.add(step.number)
                await store.rows.add(makeBatch({ predictions: [rowOf(step.number)] }))
              } else {
                const said = step.do === 'say' ? makeFeedback(`f-${index}`, step.said) : model.said[step.place]
                if (said === undefined) continue
                model.say(said)
                await store.rows.add(makeBatch({ feedback: [said] }))
              }
            }
            await compare(store, model)
          } finally {
            store.close()
            place.remove()
          }
        }),
        { numRuns },
      )
    })
  })
}
