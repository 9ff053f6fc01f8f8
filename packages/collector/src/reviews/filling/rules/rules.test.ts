import type { Feedback, Prediction, PredictionFacts, ReviewRule } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { makeFeedback } from '../../../fixtures/feedback.ts'
import { makeFacts, makePrediction } from '../../../fixtures/predictions.ts'
import { openCategories } from '../categories.ts'
import { fitRules } from './rules.ts'

type Output = Partial<PredictionFacts['output']>

function predict(
  { output = {}, ...said }: Partial<Omit<PredictionFacts, 'output'>> & { output?: Output } = {},
  feedback: Feedback[] = [],
): Prediction {
  const facts = makeFacts(1, said)
  return makePrediction({ ...facts, output: { ...facts.output, ...output } }, feedback)
}

/** undefined: it does not fit. */
async function detailOf(
  rule: ReviewRule,
  prediction: Prediction,
  others: Prediction[] = [],
): Promise<string | null | undefined> {
  const around = { categories: openCategories({}, 'q-1'), answersOfOthers: () => Promise.resolve(others) }
  const [fit] = await fitRules(prediction, [rule], around)
  return fit?.detail
}

const down = (said: Partial<Feedback> = {}) => makeFeedback(said.id ?? 'f-1', { value: false, ...said })

describe('thumbs_down', () => {
  const rule: ReviewRule = { reason: 'thumbs_down' }

  it.each<[string, Feedback[], string | undefined]>([
    ['nothing is said', [], undefined],
    ['a user is content', [makeFeedback('f-1')], undefined],
    ['a user is not', [down()], 'user'],
    ['a program is not', [down({ source: 'system' })], 'system'],
    ['only a judge is not', [down({ source: 'judge' })], undefined],
    ['a judge is content and a user is not', [makeFeedback('f-2', { source: 'judge' }), down()], 'user'],
    ['a reviewer has said so too', [down(), down({ id: 'f-2', source: 'reviewer' })], undefined],
    [
      'a reviewer has corrected it',
      [down(), makeFeedback('f-2', { kind: 'correction', value: 'x', source: 'reviewer' })],
      undefined,
    ],
  ])('where %s', async (_, feedback, expected) => {
    expect(await detailOf(rule, predict({}, feedback))).toBe(expected)
  })
})

describe('low_confidence', () => {
  const rule: ReviewRule = { reason: 'low_confidence', below: 0.6 }

  it.each<[string, Parameters<typeof predict>[0], string | undefined]>([
    ['neither is there', {}, undefined],
    ['the top probability is low', { output: { probabilities: { a: 0.5, b: 0.4 } } }, '0.500'],
    ['the top probability is high', { output: { probabilities: { a: 0.6, b: 0.4 } } }, undefined],
    ['probabilities are empty', { output: { probabilities: {} } }, undefined],
    ['a score is near the middle', { kind: 'classification', output: { score: 0.3 } }, '0.400'],
    ['a score is far from it', { kind: 'classification', output: { score: 0.95 } }, undefined],
    [
      'probabilities say more than the score',
      { kind: 'classification', output: { score: 0.5, probabilities: { a: 0.9 } } },
      undefined,
    ],
    ['a score is no probability', { kind: 'regression', output: { score: 0.5 } }, undefined],
    ['a score is beyond 1', { kind: 'classification', output: { score: 1.1 } }, undefined],
  ])('where %s', async (_, said, expected) => {
    expect(await detailOf(rule, predict(said))).toBe(expected)
  })
})

describe('drifted_slice', () => {
  it('is of one of the values of each slice that is named', async () => {
    const said = { model: { requested: 'gpt', responded: 'gpt-4' }, environment: 'live' }
    const fit = (only: Extract<ReviewRule, { reason: 'drifted_slice' }>['only']) =>
      detailOf({ reason: 'drifted_slice', only }, predict(said))
    expect(await fit({ model: ['gpt-3', 'gpt-4'] })).toBe('model gpt-4')
    expect(await fit({ model: ['gpt'] })).toBeUndefined()
    expect(await fit({ model: ['gpt-4'], environment: ['live'] })).toBe('model gpt-4, environment live')
    expect(await fit({ model: ['gpt-4'], environment: ['test'] })).toBeUndefined()
    expect(await fit({ variant: ['a'] })).toBeUndefined()
    expect(
      await detailOf(
        { reason: 'drifted_slice', only: { model: ['gpt'] } },
        predict({ model: { requested: 'gpt', responded: null } }),
      ),
    ).toBe('model gpt')
  })
})

describe('disagreement', () => {
  const rule: ReviewRule = { reason: 'disagreement' }

  it('is where people, programs and the world say different things', async () => {
    const words = [down(), makeFeedback('f-2', { source: 'system', actor: 'check' })]
    expect(await detailOf(rule, predict({}, words))).toBe('thumbs')
    expect(await detailOf(rule, predict({}, words.slice(0, 1)))).toBeUndefined()
  })

  it('is where another variant gave another answer, and not where one gave none', async () => {
    const answer = (variant: string, output: Output) => predict({ variant, output })
    const cat = answer('a', { label: 'cat', text: null })
    expect(await detailOf(rule, cat, [answer('b', { label: 'dog' }), answer('c', { label: 'cat' })])).toBe('variant b')
    expect(await detailOf(rule, cat, [answer('b', { label: null, text: 'dog' })])).toBeUndefined()
    expect(await detailOf(rule, answer('a', { text: 'x' }), [answer('b', { text: 'y' })])).toBe('variant b')
    expect(await detailOf(rule, answer('a', { label: 1 }), [answer('b', { label: '1' })])).toBeUndefined()
  })
})

describe('random', () => {
  it('fits any prediction', async () => {
    expect(await detailOf({ reason: 'random' }, predict({ status: 'error' }))).toBeNull()
  })
})
