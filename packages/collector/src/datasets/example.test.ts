import type { Feedback, PredictionFacts } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeFacts, makePrediction } from '../fixtures/predictions.ts'
import { exampleOf } from './example.ts'

const plain = makeFacts(1)
const EARLY = '2026-11-21T10:00:00.000Z'
const LATE = '2026-11-21T11:00:00.000Z'

function candidate(said: Partial<PredictionFacts>, feedback: Feedback[] = [makeFeedback('f-1')]) {
  return exampleOf(makePrediction({ ...plain, ...said }, feedback), '2026-11-22T00:00:00.000Z')
}

describe('an example', () => {
  it('is what the model saw, what it answered, and the feedback that spoke for it', () => {
    const tools = [{ name: 'get_order', description: null, parameters: {} }]
    const made = candidate({ input: { ...plain.input, system: 'Be kind.', tools } }, [
      makeFeedback('f-1', { actor: 'ann' }),
      makeFeedback('f-2', { actor: 'ben', value: false }),
      makeFeedback('f-3', { actor: 'eve', kind: 'comment', value: null, comment: 'ok' }),
    ])
    expect(made).toEqual({
      outcome: 'example',
      example: {
        system: 'Be kind.',
        messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }],
        tools,
        target: { role: 'assistant', parts: [{ type: 'text', text: 'Hi' }] },
      },
      feedback: ['f-1'],
    })
  })

  it('has its answer from the assistant, whatever the sender called it', () => {
    const messages = [{ role: 'model', parts: [{ type: 'text' as const, text: 'Hi' }] }]
    expect(candidate({ output: { ...plain.output, messages } })).toMatchObject({
      example: { target: { role: 'assistant' } },
    })
  })

  const { input, output, capture } = plain
  const reasoning = { role: 'assistant', parts: [{ type: 'reasoning' as const, text: 'Hm.' }] }

  it.each([
    ['not_ok', { status: 'error' }],
    ['not_ok', { status: 'cancelled' }],
    ['not_captured', { capture: { ...capture, content: false } }],
    ['truncated', { capture: { ...capture, truncated: true } }],
    ['no_input', { input: { ...input, messages: null } }],
    ['no_input', { input: { ...input, messages: [] } }],
    ['no_target', { output: { ...output, messages: null } }],
    ['no_target', { output: { ...output, messages: [] } }],
    ['no_target', { output: { ...output, messages: [{ role: 'assistant', parts: [] }] } }],
    ['no_target', { output: { ...output, messages: [reasoning] } }],
    ['no_target', { output: { ...output, messages: [{ role: 'assistant', parts: [{ type: 'text', text: ' \n' }] }] } }],
  ] as [string, Partial<PredictionFacts>][])('is none, because of %s, with %j', (reason, said) => {
    expect(candidate(said)).toEqual({ outcome: 'dropped', reason })
  })

  it('is none where anyone does not consent, before any other reason', () => {
    const feedback = [
      makeFeedback('f-1'),
      makeFeedback('f-2', { kind: 'comment', comment: 'no', actor: 'ann', consent: false }),
    ]
    expect(candidate({ status: 'error' }, feedback)).toEqual({ outcome: 'dropped', reason: 'no_consent' })
  })

  it('goes by the newest word of each voice on consent', () => {
    const refused = makeFeedback('f-1', { consent: false, at: EARLY })
    const allowed = makeFeedback('f-2', { consent: true, at: LATE })
    expect(candidate({}, [refused, allowed]).outcome).toBe('example')
    expect(
      candidate({}, [
        { ...refused, at: LATE },
        { ...allowed, at: EARLY },
      ]).outcome,
    ).toBe('dropped')
    expect(candidate({}, [refused, { ...allowed, actor: 'ann' }]).outcome).toBe('dropped')
  })
})
