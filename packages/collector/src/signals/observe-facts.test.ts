import type { Json, Message, PredictionFacts } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeFacts, makePrediction } from '../fixtures/predictions.ts'
import { observeFacts } from './observe-facts.ts'
import type { Observation, Observed } from './observed.ts'

const { input, output, usage } = makeFacts(1)

function seenOf(facts: Partial<PredictionFacts>, words: ReadonlySet<number> | null = null): Observed[] {
  return observeFacts(makePrediction(makeFacts(1, facts), []), words)
}

function valuesOf(facts: Partial<PredictionFacts>, words?: ReadonlySet<number>): { [name: string]: Observation } {
  return Object.fromEntries(seenOf(facts, words).map(({ name, value }) => [name, value]))
}

function message(role: string, ...texts: string[]): Message {
  return { role, parts: texts.map((text) => ({ type: 'text', text })) }
}

const QUESTION = 'Where is my order? It should have been here last Monday.'
const ANSWER = 'I’m sorry, but I can’t help with that. Write to help@shop.example instead.'

describe('of a generation', () => {
  const chat = {
    input: {
      ...input,
      messages: [message('user', 'Hi'), message('assistant', 'Hello'), message('user', QUESTION, '!')],
    },
    output: { ...output, text: ANSWER, messages: [message('assistant', ANSWER)], finishReason: 'stop' },
  } as const satisfies Partial<PredictionFacts>

  it('the question, the answer and how it went are seen', () => {
    const values = valuesOf(chat, new Set())
    expect(values).toMatchObject({
      'input.turns': 3,
      'input.length': QUESTION.length + 2,
      'input.language': 'en',
      'input.personalData': 'false',
      'input.unknownWords': 1,
      'output.length': ANSWER.length,
      'output.language': 'en',
      'output.refusal': 'true',
      'output.repetition': 0,
      'output.format': 'text',
      'output.personalData': 'true',
      finishReason: 'stop',
      status: 'ok',
      error: 'none',
    })
    for (const name of ['input.text', 'output.text']) expect(values[name]).toHaveLength(32)
  })

  it('what has no meaning for it, or was not sent, is not there at all', () => {
    const values = valuesOf(chat)
    const absent = [
      'label',
      'score',
      'confidence',
      'value',
      'durationMs',
      'inputTokens',
      'output.tool',
      'input.unknownWords',
    ]
    for (const name of absent) expect(values).not.toHaveProperty(name)
    const hidden = seenOf({ input: { ...input, messages: null }, output: { ...output, messages: null, text: null } })
    expect(hidden.map(({ name }) => name)).toEqual(['status', 'error'])
  })

  it('an answer without a word is an empty one, unless it calls a tool', () => {
    const tools = [{ name: 'get_order', description: null, parameters: {} }]
    const call: Message = {
      role: 'assistant',
      parts: [{ type: 'toolCall', id: null, name: 'get_order', arguments: {} }],
    }
    const silent = { ...output, text: null, messages: [message('assistant')] }
    expect(valuesOf({ input: { ...input, tools }, output: silent })).toMatchObject({
      'output.length': 0,
      'output.tool': 'none',
    })
    const called = valuesOf({ output: { ...output, text: null, messages: [call] } })
    expect(called).toMatchObject({ 'output.tool': 'get_order' })
    expect(called).not.toHaveProperty('output.length')
  })
})

describe('of a model that says no text', () => {
  const features = { ...input, messages: null, features: { income: 1 } }
  const silent = { ...output, text: null, messages: null }

  it('the label is a category, and the likeliest says how sure it is', () => {
    const probabilities = { a: 0.75, b: 0.25, c: 0 }
    const said = { ...silent, label: 7, probabilities }
    expect(valuesOf({ kind: 'classification', input: features, output: said })).toMatchObject({
      'feature.income': 1,
      label: '7',
      score: null,
      confidence: 0.75,
    })
    const { entropy } = valuesOf({ kind: 'classification', output: said })
    expect(entropy).toBeCloseTo(0.75 * Math.log2(4 / 3) + 0.5, 9)
  })

  it('a score between 0 and 1 says how sure a classification is', () => {
    expect(valuesOf({ kind: 'classification', output: { ...silent, score: 0.2 } })).toMatchObject({ confidence: 0.8 })
    expect(valuesOf({ kind: 'classification', output: { ...silent, score: 3 } })).not.toHaveProperty('confidence')
    expect(valuesOf({ kind: 'ranking', output: { ...silent, score: 0.2 } })).not.toHaveProperty('confidence')
  })

  it('what it lacks is missing where content is kept, and absent where it is not', () => {
    const lacking = valuesOf({ kind: 'classification', output: silent })
    expect(lacking).toMatchObject({ label: null, score: null })
    const { capture } = makeFacts(1)
    const hidden = valuesOf({ kind: 'classification', output: silent, capture: { ...capture, content: false } })
    expect(hidden).not.toHaveProperty('label')
    expect(valuesOf({ kind: 'regression', output: silent })).toMatchObject({ value: null })
  })

  it.each([
    ['regression', { value: 4.5 }, { value: 4.5 }],
    ['regression', { label: 4 }, { value: 4 }],
    ['embedding', { value: [1, 2, 3, 4, 5, 6, 7, 8] }, { 'output.embedding': [1, 2, 3, 4, 5, 6, 7, 8] }],
    ['ranking', { value: ['a', 'b'] }, { 'output.items': 2 }],
  ] as const)('of a %s what it says is seen', (kind, said, seen) => {
    const value: Json = 'value' in said ? (structuredClone(said.value) as Json) : null
    expect(valuesOf({ kind, output: { ...silent, ...said, value } })).toMatchObject(seen)
  })
})

it('how a call went is seen as far as it was measured', () => {
  const seen = valuesOf({
    durationMs: 812.4,
    firstTokenMs: 190,
    usage: { ...usage, inputTokens: 118, outputTokens: 26, costUsd: 0.001 },
    status: 'error',
    error: { type: 'RateLimitError', message: null, httpStatus: 429 },
  })
  expect(seen).toMatchObject({
    durationMs: 812.4,
    firstTokenMs: 190,
    inputTokens: 118,
    outputTokens: 26,
    costUsd: 0.001,
    status: 'error',
    error: 'RateLimitError',
  })
})

describe('whatever anybody sends', () => {
  const json = fc.jsonValue().map((value) => value as Json)
  const object = fc.dictionary(fc.string(), json)

  it('is seen under each name once, in names and texts that are short', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 })
    fc.assert(
      fc.property(
        object,
        text,
        json,
        fc.constantFrom('generation', 'classification', 'embedding'),
        (features, said, value, kind) => {
          const seen = seenOf(
            {
              kind,
              input: { ...input, features, messages: [message('user', said)] },
              output: { ...output, text: said, label: said, value },
            },
            new Set(),
          )
          expect(new Set(seen.map(({ name }) => name)).size).toBe(seen.length)
          for (const { name, value: one } of seen) {
            expect(name.length).toBeLessThan(120)
            expect(typeof one !== 'string' || one.length <= 100).toBe(true)
          }
        },
      ),
    )
  })

  it.each(['a@', '1 ', '+1', 'AA11 ', '(', '[', '|--', '```\n', '漢', '\u0301', 'x@a.', '\n', 'i can’t '])(
    'is read to its end, also where it says %j ten thousand times',
    (piece) => {
      const text = piece.repeat(10_000)
      const seen = seenOf({ input: { ...input, messages: [message('user', text)] }, output: { ...output, text } })
      expect(seen.find(({ name }) => name === 'input.length')?.value).toBe(text.length)
    },
  )
})
