import { readFileSync } from 'node:fs'
import { type Feedback, FEEDBACK_ATTRIBUTES as KEY, FEEDBACK_EVENT_NAME, type FeedbackInput } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyFeedback } from '../fixtures/feedback.ts'
import { keyValues, logFields, logsRequest, PREDICTION_ID, SPAN_ID, START_NS, TRACE_ID } from '../fixtures/otlp-body.ts'
import { decodeLogsRequest } from '../otlp/json/logs-request.ts'
import { keepFeedback, normaliseLogRecord } from './normalise.ts'

const RECEIVED = Date.parse('2026-11-21T12:00:00.000Z')

function normalise(said: { [field: string]: unknown }) {
  const [record] = decodeLogsRequest(logsRequest(logFields(said))).items
  if (record === undefined) throw new Error('the record was not decoded')
  return normaliseLogRecord(record)
}

function feedbackWith(
  attributes: { [key: string]: string | number | boolean },
  said: { [field: string]: unknown } = {},
) {
  const normalised = normalise({ attributes: keyValues(attributes), ...said })
  if (normalised.outcome !== 'feedback') throw new Error('the record was not read as feedback')
  return normalised.feedback
}

function recorded(): Map<string | undefined, FeedbackInput> {
  const bytes = readFileSync(new URL('./fixtures/sdk-feedback.json', import.meta.url), 'utf8')
  const inputs = decodeLogsRequest(JSON.parse(bytes)).items.map((record) => {
    const normalised = normaliseLogRecord(record)
    if (normalised.outcome !== 'feedback') throw new Error('the record was not read as feedback')
    return normalised.feedback
  })
  return new Map(inputs.map((input) => [input.id, input]))
}

describe('feedback from the SDK', () => {
  const sent = recorded()
  const prediction = PREDICTION_ID

  it('is read back whole', () => {
    expect(sent.get('f-thumbs')).toEqual({
      id: 'f-thumbs',
      prediction,
      kind: 'thumbs',
      name: 'helpful',
      value: false,
      comment: 'Wrong order',
      source: 'user',
      actor: 'u-1',
      at: '2026-11-21T10:01:00.123Z',
      consent: false,
      metadata: { page: 2 },
    })
  })

  it.each([
    ['f-score', { prediction, kind: 'score', value: 0.5, source: 'user' }],
    ['f-correction', { prediction, kind: 'correction', value: { answer: 42 }, source: 'reviewer', actor: 'ann' }],
    ['f-label', { prediction, kind: 'label', value: 'refund', source: 'user' }],
    ['f-comment', { prediction, kind: 'comment', comment: 'too long', source: 'user' }],
    ['f-signal', { prediction, kind: 'signal', value: 'copied', source: 'system' }],
    [
      'f-retraction',
      { prediction, kind: 'retraction', of: { kind: 'thumbs' }, name: 'helpful', source: 'user', actor: 'u-1' },
    ],
    [
      'f-truth',
      { key: 'loan-77', task: 'loan.risk', kind: 'label', value: 'true', source: 'ground_truth', actor: 'ledger' },
    ],
    ['f-response', { responseId: 'chatcmpl-1', kind: 'thumbs', value: true, source: 'user' }],
    ['f-session', { session: 's-1', kind: 'thumbs', value: true, source: 'user' }],
  ])('has in %s exactly what was said', (id, said) => {
    expect(sent.get(id)).toEqual({ id, at: expect.any(String) as unknown, ...said })
  })
})

/** What an app said, as the record that carries it: the other way round from what is tested. */
function asRecord({ metadata, of, ...said }: Feedback): { [field: string]: unknown } {
  const named = {
    [KEY.id]: said.id,
    [KEY.kind]: said.kind,
    [KEY.source]: said.source,
    [KEY.metadata]: JSON.stringify(metadata),
    ...(said.value === null ? {} : { [KEY.value]: JSON.stringify(said.value) }),
    ...(said.comment === null ? {} : { [KEY.comment]: said.comment }),
    ...(said.actor === null ? {} : { [KEY.actor]: said.actor }),
    ...(said.name === null ? {} : { [KEY.name]: said.name }),
    ...(of === null ? {} : { [KEY.retractedKind]: of.kind }),
  }
  return { attributes: keyValues(named), timeUnixNano: `${Date.parse(said.at)}000000` }
}

describe('feedback', () => {
  it('is kept as the same whichever door it came through', () => {
    fc.assert(
      fc.property(anyFeedback, (generated) => {
        const comment = generated.kind === 'comment' ? 'no' : null
        const said = { ...generated, prediction: PREDICTION_ID, comment, receivedAt: new Date(RECEIVED).toISOString() }
        const normalised = normalise(asRecord(said))
        expect(normalised.outcome === 'feedback' && keepFeedback(normalised.feedback, RECEIVED, () => 'made')).toEqual(
          said,
        )
      }),
    )
  })

  it('that says little is from a user, of now, under an id of ours', () => {
    expect(keepFeedback({ session: 's-1', kind: 'thumbs', value: true }, RECEIVED, () => 'made')).toEqual({
      id: 'made',
      prediction: null,
      key: null,
      responseId: null,
      session: 's-1',
      task: null,
      kind: 'thumbs',
      name: null,
      value: true,
      comment: null,
      source: 'user',
      actor: null,
      at: '2026-11-21T12:00:00.000Z',
      receivedAt: '2026-11-21T12:00:00.000Z',
      consent: null,
      metadata: {},
      of: null,
    })
  })

  it('is said no later than it is received: a clock that runs ahead does not have the last word', () => {
    const said: FeedbackInput = { session: 's-1', kind: 'thumbs', value: true, at: '2026-11-21T12:00:00.001Z' }
    expect(keepFeedback(said, RECEIVED, () => 'made').at).toBe('2026-11-21T12:00:00.000Z')
  })

  it('has its time in UTC, so that times can be compared as text', () => {
    const said: FeedbackInput = { session: 's-1', kind: 'thumbs', value: true, at: '2026-11-21T12:30:00+05:30' }
    expect(keepFeedback(said, RECEIVED, () => 'made').at).toBe('2026-11-21T07:00:00.000Z')
  })
})

describe('an evaluation of any other sender', () => {
  it('is a score of a program on the span of its own trace context, at its own time; the label says what it means', () => {
    expect(
      feedbackWith({ [KEY.name]: 'Relevance', [KEY.score]: 0.9, [KEY.label]: 'relevant', [KEY.comment]: 'Good.' }),
    ).toEqual({
      id: expect.stringMatching(/^otlp-[0-9a-f]{32}$/) as unknown,
      prediction: `${TRACE_ID}-${SPAN_ID}`,
      kind: 'score',
      name: 'Relevance',
      value: 0.9,
      comment: 'Good.',
      source: 'judge',
      at: new Date(Number(BigInt(START_NS) / 1_000_000n)).toISOString(),
      metadata: { label: 'relevant' },
    })
  })

  it('that is sent again is the same feedback, and one of another time or with other words is another', () => {
    const said = { [KEY.name]: 'Relevance', [KEY.score]: 0.9 }
    const ids = [
      feedbackWith(said),
      feedbackWith(said),
      feedbackWith({ ...said, [KEY.score]: 0.8 }),
      feedbackWith(said, { timeUnixNano: `${START_NS.slice(0, -1)}1` }),
      feedbackWith(said, { spanId: 'eee19b7ec3c1b175' }),
    ].map(({ id }) => id)
    expect(ids[1]).toBe(ids[0])
    expect(new Set(ids).size).toBe(4)
  })

  it.each([
    [{ [KEY.score]: 0 }, { kind: 'score', value: 0 }],
    [{ [KEY.score]: true }, { kind: 'score', value: 1 }],
    [{ [KEY.score]: '0.5' }, { kind: 'score', value: 0.5 }],
    [
      { [KEY.score]: 1, [KEY.label]: 'pass' },
      { kind: 'score', value: 1, metadata: { label: 'pass' } },
    ],
    [
      { [KEY.name]: 'UserThumbs', [KEY.score]: 1, [KEY.label]: 'up' },
      { kind: 'thumbs', value: true, source: 'user' },
    ],
    [
      { [KEY.name]: 'UserThumbs', [KEY.score]: 0 },
      { kind: 'thumbs', value: false, source: 'user' },
    ],
    [
      { [KEY.name]: 'UserThumbs', [KEY.score]: 0.5 },
      { kind: 'score', value: 0.5, source: 'user' },
    ],
    [{ [KEY.comment]: 'Too long.' }, { kind: 'comment', comment: 'Too long.' }],
    [
      {
        [KEY.label]: 'pass',
        'gen_ai.evaluation.evaluator.source': '{"name":"LLMJudge"}',
        'gen_ai.evaluation.evaluator.version': '3',
      },
      { kind: 'label', value: 'pass', metadata: { evaluator: { name: 'LLMJudge' }, evaluatorVersion: '3' } },
    ],
  ])('says with %j %j', (said, read) => {
    expect(feedbackWith(said)).toMatchObject(read)
  })

  it('is on its span alone, also where it names the response and the session as well', () => {
    const said = { [KEY.score]: 1, [KEY.responseId]: 'chatcmpl-1', [KEY.session]: 's-1' }
    expect(feedbackWith(said)).toMatchObject({ prediction: `${TRACE_ID}-${SPAN_ID}` })
    expect(feedbackWith(said, { spanId: '' })).toMatchObject({ prediction: TRACE_ID })
    expect(feedbackWith(said, { traceId: '', spanId: '' })).toMatchObject({ responseId: 'chatcmpl-1' })
  })

  it('may have its comment in the body', () => {
    expect(feedbackWith({ [KEY.score]: 1 }, { body: { stringValue: 'Solved it' } })).toMatchObject({
      comment: 'Solved it',
    })
  })

  it('that failed is nobody’s opinion', () => {
    expect(normalise({ attributes: keyValues({ [KEY.name]: 'Groundedness', 'error.type': 'timeout' }) })).toEqual({
      outcome: 'none',
    })
  })

  it('is a label where it has no score', () => {
    expect(feedbackWith({ [KEY.label]: 'relevant' })).toMatchObject({ kind: 'label', value: 'relevant' })
  })

  it('is on the response where it names one and stands in no span', () => {
    const said = { [KEY.score]: 1, [KEY.responseId]: 'chatcmpl-1' }
    expect(feedbackWith(said, { traceId: '', spanId: '' })).toMatchObject({ responseId: 'chatcmpl-1', kind: 'score' })
  })

  it('without a time is of now', () => {
    expect(feedbackWith({ [KEY.score]: 1 }, { timeUnixNano: '0' })).not.toHaveProperty('at')
  })
})

describe('a log record', () => {
  it('of any other event is none', () => {
    expect(normalise({ eventName: 'exception' })).toEqual({ outcome: 'none' })
    expect(normalise({ eventName: '' })).toEqual({ outcome: 'none' })
  })

  it('may have the name of the event among its attributes', () => {
    const attributes = keyValues({ 'event.name': FEEDBACK_EVENT_NAME, [KEY.score]: 1 })
    expect(normalise({ eventName: '', attributes })).toMatchObject({ outcome: 'feedback' })
  })

  it.each([
    ['no value', { attributes: [] }, 'value: '],
    [
      'no target',
      { attributes: keyValues({ [KEY.score]: 1 }), traceId: '', spanId: '' },
      'point at exactly one of prediction, key, responseId and session',
    ],
    [
      'a thumb in words',
      { attributes: keyValues({ [KEY.kind]: 'thumbs', [KEY.value]: '"up"' }) },
      'value: a thumb is true or false',
    ],
    ['an unknown kind', { attributes: keyValues({ [KEY.kind]: 'praise', [KEY.value]: '1' }) }, 'kind must be one of '],
    [
      'an unknown source',
      { attributes: keyValues({ [KEY.score]: 1, [KEY.source]: 'boss' }) },
      'source must be one of ',
    ],
    [
      'an unreadable consent',
      { attributes: keyValues({ [KEY.score]: 1, [KEY.consent]: 'no' }) },
      'consent must be of type ',
    ],
    [
      'a retraction of nothing',
      { attributes: keyValues({ [KEY.kind]: 'retraction' }) },
      'of: a retraction says which kind it takes back',
    ],
    ['two targets', { attributes: keyValues({ [KEY.score]: 1, [KEY.key]: 'loan-77' }) }, 'point at exactly one'],
    [
      'metadata of any depth',
      { attributes: keyValues({ [KEY.score]: 1, [KEY.metadata]: '['.repeat(100_000) }), traceId: '' },
      'point at exactly one',
    ],
  ])('that is not usable is refused with the reason: %s', (_what, said, reason) => {
    const normalised = normalise(said)
    expect(normalised).toMatchObject({ outcome: 'refused' })
    expect(normalised.outcome === 'refused' && normalised.reason).toContain(reason)
  })
})
