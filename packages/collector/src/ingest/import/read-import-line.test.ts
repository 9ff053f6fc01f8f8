import { describe, expect, it } from 'vitest'
import { readImportLine } from './read-import-line.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const traceId = '5b8efff798038103d269b633813fc60c'
const spanId = 'eee19b7ec3c1b174'
const prediction = { type: 'prediction', task: 'support.reply', startedAt: '2026-11-20T10:00:00Z' }

const read = (line: unknown) => readImportLine(JSON.stringify(line), NOW)
const faultOf = (line: unknown): unknown => ({ fault: '', ...read(line) }).fault

describe('a line of an import file', () => {
  it('is a prediction, of which everything unsent is null', () => {
    const item = read({
      ...prediction,
      id: `${traceId}-${spanId}`,
      output: { text: 'Yes.' },
      usage: { inputTokens: 3 },
    })
    expect(item).toMatchObject({
      prediction: {
        id: `${traceId}-${spanId}`,
        traceId,
        spanId,
        parentSpanId: null,
        kind: 'generation',
        status: 'ok',
        startedAt: '2026-11-20T10:00:00.000Z',
        model: { requested: null, responded: null },
        input: { system: null, messages: null },
        output: { text: 'Yes.', messages: [{ role: 'assistant', parts: [{ type: 'text', text: 'Yes.' }] }] },
        usage: { inputTokens: 3, outputTokens: null },
        tags: [],
        capture: { content: true, truncated: false },
      },
      feedback: [],
    })
  })

  it('has the same id whenever it is read and however its fields are ordered, and another for another content', () => {
    const idOf = (line: object): unknown => {
      const item = read(line)
      return 'prediction' in item ? item.prediction?.id : item
    }
    const { type, task, startedAt } = prediction
    expect(idOf({ startedAt, task, type })).toBe(idOf(prediction))
    expect(idOf(prediction)).toMatch(/^[0-9a-f]{32}-[0-9a-f]{16}$/)
    expect(idOf({ ...prediction, output: { text: 'No.' } })).not.toBe(idOf(prediction))
    expect(idOf({ ...prediction, traceId })).toMatch(new RegExp(`^${traceId}-`))
  })

  it('may be a prediction as it was returned, with what was said of it', () => {
    const item = read({
      ...prediction,
      id: `${traceId}-${spanId}`,
      feedback: [
        {
          id: 'f-1',
          prediction: `${traceId}-${spanId}`,
          key: null,
          responseId: null,
          session: null,
          task: null,
          kind: 'thumbs',
          name: null,
          value: true,
          comment: null,
          source: 'user',
          actor: null,
          at: '2026-11-20T11:00:00.000Z',
          receivedAt: '2026-11-20T11:00:01.000Z',
          consent: null,
          metadata: {},
          of: null,
        },
      ],
      opinion: { thumbs: 'up', score: null, correction: null, label: null, sources: 1 },
      trace: [],
    })
    expect(item).toMatchObject({
      feedback: [{ id: 'f-1', prediction: `${traceId}-${spanId}`, kind: 'thumbs', value: true }],
    })
  })

  it('is a feedback, which has the same id whenever it is read', () => {
    const feedback = { type: 'feedback', key: 'loan-77', kind: 'label', value: 'defaulted' }
    const item = read(feedback)
    expect(item).toEqual(read(feedback))
    expect(item).toMatchObject({ prediction: null, feedback: [{ key: 'loan-77', value: 'defaulted' }] })
    expect(read({ ...feedback, id: 'mine' })).toMatchObject({ feedback: [{ id: 'mine' }] })
  })

  it.each([
    ['{"type":', 'it is not a JSON object'],
    ['[]', 'its type is neither prediction nor feedback'],
    ['null', 'it is not a JSON object'],
    [
      `{"type":"prediction","metadata":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      'it is nested deeper than 72 levels',
    ],
  ])('is refused with a reason where it is %s', (text, fault) => {
    expect(readImportLine(text, NOW)).toEqual({ fault })
  })

  it.each([
    [{ ...prediction, task: undefined }, 'task is missing'],
    [{ ...prediction, model: { requestd: 'gpt-5' } }, 'model has a field that is not known: requestd'],
    [{ ...prediction, startedAt: '2026-12-24T00:00:00Z' }, 'startedAt lies in the future'],
    [{ ...prediction, id: `${traceId}-${spanId}`, traceId: 'a'.repeat(32) }, 'id and traceId differ'],
    [{ ...prediction, spanId: '0'.repeat(16) }, 'an id is all zeros'],
    [{ ...prediction, feedback: [{ kind: 'thumbs', value: 7 }] }, 'feedback.0: value: a thumb is true or false'],
    [
      { type: 'feedback', kind: 'thumbs', value: true },
      'point at exactly one of prediction, key, responseId and session',
    ],
  ])('is refused with a reason: %j', (line, fault) => {
    expect(faultOf(line)).toBe(fault)
  })
})
