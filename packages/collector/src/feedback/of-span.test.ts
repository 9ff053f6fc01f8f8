import { describe, expect, it } from 'vitest'
import type { AnyValue, Span } from '../otlp/otlp.ts'
import { feedbackOfSpan } from './of-span.ts'

const TRACE = '5b8efff798038103d269b633813fc60c'
const SPAN = 'eee19b7ec3c1b174'
const OTHER = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', attributes: new Map() }
const START_NS = 1_795_255_200_000_000_000n
const AT = '2026-11-21T10:00:00.000Z'

function spanWith(attributes: { [key: string]: AnyValue }, said: Partial<Span> = {}): Span {
  return {
    traceId: TRACE,
    spanId: SPAN,
    parentSpanId: null,
    name: 'a',
    startNs: START_NS,
    endNs: START_NS,
    status: { code: 0, message: '' },
    attributes: new Map(Object.entries(attributes)),
    droppedAttributes: 0,
    events: [],
    links: [],
    scope: { name: 'app', version: '' },
    resource: new Map(),
    ...said,
  }
}

function feedbackOf(span: Span) {
  const read = feedbackOfSpan(span)
  if (read.outcome !== 'feedback') throw new Error(read.outcome)
  return read.feedback
}

const annotation = {
  'annotations.0.annotation.name': 'hallucination',
  'annotations.0.annotation.score': 1,
  'annotations.0.annotation.label': 'hallucinated',
  'annotations.0.annotation.explanation': 'Not in the documents.',
  'annotations.0.annotation.annotator_kind': 'LLM',
  'annotations.0.annotation.identifier': 'judge-v2',
  'annotations.0.annotation.metadata': '{"rubric":"2"}',
}

describe('an annotation of OpenInference', () => {
  it('judges the span it stands on, and says who judges', () => {
    expect(feedbackOf(spanWith({ ...annotation, 'openinference.span.kind': 'LLM' }))).toEqual([
      {
        id: expect.stringMatching(/^annotation-/) as unknown,
        prediction: `${TRACE}-${SPAN}`,
        kind: 'score',
        name: 'hallucination',
        value: 1,
        comment: 'Not in the documents.',
        source: 'judge',
        actor: 'judge-v2',
        at: AT,
        metadata: { rubric: '2', label: 'hallucinated' },
      },
    ])
  })

  it('that is made again, with another score, is a newer word of the same judge and no copy', () => {
    const [first, second] = ['c'.repeat(16), 'd'.repeat(16)].map((spanId, index) => {
      const again = { ...annotation, 'annotations.0.annotation.score': index }
      return feedbackOf(spanWith(again, { spanId, links: [OTHER], endNs: START_NS + BigInt(index) * 1_000_000n }))[0]
    })
    expect(second).toMatchObject({ prediction: first?.prediction, actor: first?.actor, name: first?.name, value: 1 })
    expect([second?.id === first?.id, (second?.at ?? '') > (first?.at ?? '')]).toEqual([false, true])
  })

  it('on a span that only links to another judges the other', () => {
    expect(feedbackOf(spanWith(annotation, { links: [OTHER] }))).toMatchObject([
      { prediction: `${OTHER.traceId}-${OTHER.spanId}` },
    ])
    expect(feedbackOf(spanWith(annotation, { links: [OTHER, OTHER] }))).toMatchObject([
      { prediction: `${TRACE}-${SPAN}` },
    ])
  })

  it('on a model’s span judges that span, whatever it links to', () => {
    expect(feedbackOf(spanWith({ ...annotation, 'openinference.span.kind': 'LLM' }, { links: [OTHER] }))).toMatchObject(
      [{ prediction: `${TRACE}-${SPAN}` }],
    )
  })

  it('may judge the trace or the session', () => {
    const said = {
      'trace.annotations.0.annotation.name': 'solved',
      'trace.annotations.0.annotation.label': 'yes',
      'session.evaluations.0.evaluation.name': 'csat',
      'session.evaluations.0.evaluation.score': 4,
      'session.id': 's-1',
    }
    expect(feedbackOf(spanWith(said, { links: [OTHER] }))).toMatchObject([
      { prediction: OTHER.traceId, kind: 'label', value: 'yes', source: 'user' },
      { session: 's-1', kind: 'score', value: 4, source: 'judge' },
    ])
  })

  it('of a person with a thumb is a thumb', () => {
    const said = {
      'annotations.0.annotation.name': 'user feedback',
      'annotations.0.annotation.label': 'thumbs-down',
      'annotations.0.annotation.score': 0,
      'annotations.0.annotation.annotator_kind': 'HUMAN',
    }
    expect(feedbackOf(spanWith(said))).toMatchObject([{ kind: 'thumbs', value: false, source: 'user' }])
  })

  it('is one of as many as follow each other from zero, and the same when it is sent again', () => {
    const said = { ...annotation, 'annotations.1.annotation.name': 'tone', 'annotations.1.annotation.score': 0.5 }
    const first = feedbackOf(spanWith({ ...said, 'annotations.999999999.annotation.name': 'far' }))
    expect(first).toMatchObject([{ name: 'hallucination' }, { name: 'tone' }])
    expect(new Set(first.map(({ id }) => id)).size).toBe(2)
    expect(feedbackOf(spanWith(said))).toEqual(first)
  })

  it('that says nothing is refused with the reason, unless another of the span says something', () => {
    const empty = { 'annotations.0.annotation.name': 'tone' }
    expect(feedbackOfSpan(spanWith(empty))).toMatchObject({ outcome: 'refused' })
    const said = { ...empty, 'evaluations.0.evaluation.name': 'tone', 'evaluations.0.evaluation.score': 1 }
    expect(feedbackOf(spanWith(said))).toHaveLength(1)
  })
})

describe('an annotation of Logfire', () => {
  const scope = { name: 'logfire.feedback', version: '' }

  it.each([
    [true, { kind: 'thumbs', value: true }],
    [0.5, { kind: 'score', value: 0.5 }],
    ['good', { kind: 'label', value: 'good' }],
  ])('judges the span it is a child of: %j', (value, read) => {
    const said = {
      'logfire.span_type': 'annotation',
      'logfire.feedback.name': 'helpful',
      'logfire.feedback.comment': 'Yes!',
      helpful: value,
      page: 2,
    }
    expect(feedbackOf(spanWith(said, { parentSpanId: OTHER.spanId, scope }))).toEqual([
      {
        id: `logfire-${TRACE}-${SPAN}`,
        prediction: `${TRACE}-${OTHER.spanId}`,
        ...read,
        name: 'helpful',
        comment: 'Yes!',
        source: 'user',
        at: AT,
        metadata: { page: 2 },
      },
    ])
  })
})

describe('an evaluation as an event', () => {
  it('judges the span it stands on, at its own time', () => {
    const event = {
      name: 'gen_ai.evaluation.result',
      timeNs: START_NS + 1_000_000_000n,
      attributes: new Map<string, AnyValue>([
        ['gen_ai.evaluation.name', 'Relevance'],
        ['gen_ai.evaluation.score.value', 0.9],
      ]),
    }
    const span = spanWith({}, { events: [{ name: 'exception', timeNs: START_NS, attributes: new Map() }, event] })
    expect(feedbackOf(span)).toMatchObject([
      { prediction: `${TRACE}-${SPAN}`, kind: 'score', value: 0.9, at: '2026-11-21T10:00:01.000Z' },
    ])
    expect(feedbackOf(span)).toEqual(feedbackOf(span))
  })
})

describe('any other span', () => {
  it('carries no feedback', () => {
    expect(feedbackOfSpan(spanWith({ 'annotations.count': 3, 'llm.model_name': 'm' }))).toEqual({ outcome: 'none' })
  })
})
