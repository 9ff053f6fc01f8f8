import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readLangfuseScore } from './langfuse-score.ts'

const TRACE = 'd22f319ffa77bc3dee67378c9878fd18'

function read(score: unknown) {
  const said = readLangfuseScore(score)
  if (said.outcome === 'refused') throw new Error(said.reason)
  return said.feedback
}

function recorded(): { batch: { id: string; timestamp: string; body: { id: string } }[] } {
  return JSON.parse(readFileSync(new URL('../fixtures/langfuse-scores.json', import.meta.url), 'utf8')) as never
}

describe('scores that Langfuse’s SDK posted', () => {
  const sent = new Map(recorded().batch.map((event) => [event.body.id, read(event)]))

  it.each([
    ['score-1', { prediction: TRACE, kind: 'thumbs', name: 'user-thumbs', value: true, comment: 'Great answer 👍' }],
    ['score-2', { prediction: `${TRACE}-2b26f52736caeb13`, kind: 'score', name: 'helpfulness', value: 0.85 }],
    [
      'score-3',
      { prediction: TRACE, kind: 'label', name: 'category', value: 'billing', metadata: { reviewer: 'anna' } },
    ],
    ['score-4', { session: 'sess-lf-8', kind: 'score', name: 'csat', value: 4 }],
  ])('are read whole: %s', (id, said) => {
    expect(sent.get(id)).toMatchObject({ ...said, at: '2026-11-21T05:18:19.303Z' })
  })

  it('are the same when they are sent again', () => {
    for (const event of recorded().batch) expect(read(event)).toEqual(read(event))
  })
})

describe('a score', () => {
  const score = { id: 's-1', traceId: TRACE, name: 'user-thumbs', value: 1, dataType: 'BOOLEAN' }

  it('that is sent again under its id with another value is another feedback, as it replaces the first at Langfuse', () => {
    expect(read({ ...score, value: 0 })).toMatchObject({ value: false, metadata: { langfuseScoreId: 's-1' } })
    expect(read({ ...score, value: 0 }).id).not.toBe(read(score).id)
  })

  it('of true and false is a thumb only where its name says so', () => {
    expect(read({ ...score, name: 'is-toxic' })).toMatchObject({ kind: 'score', value: 1 })
  })

  it.each([
    [
      { dataType: 'NUMERIC', value: 0.5 },
      { kind: 'score', value: 0.5 },
    ],
    [
      { dataType: 'CATEGORICAL', value: 'billing' },
      { kind: 'label', value: 'billing' },
    ],
    [
      { dataType: 'CATEGORICAL', value: 3 },
      { kind: 'label', value: 3 },
    ],
    [
      { dataType: 'BOOLEAN', value: 1, name: 'is-toxic' },
      { kind: 'score', value: 1 },
    ],
    [
      { dataType: 'TEXT', value: 'Too long.' },
      { kind: 'comment', value: 'Too long.' },
    ],
    [
      { dataType: 'CORRECTION', value: 'Thirty days.', name: 'output' },
      { kind: 'correction', value: 'Thirty days.' },
    ],
  ])('as %j is %j', (given, kept) => {
    expect(read({ ...score, name: 'quality', ...given })).toMatchObject(kept)
  })

  it('keeps what else it says of itself', () => {
    expect(
      read({ ...score, configId: 'c-1', queueId: 'q-1', datasetRunId: 'r-1', metadata: { page: 2 } }),
    ).toMatchObject({
      metadata: {
        page: 2,
        langfuseScoreId: 's-1',
        langfuseConfigId: 'c-1',
        langfuseQueueId: 'q-1',
        langfuseDatasetRunId: 'r-1',
      },
    })
  })

  it('is of a reviewer or of a judge where it says so', () => {
    expect(read({ ...score, source: 'ANNOTATION' })).toMatchObject({ source: 'reviewer' })
    expect(read({ ...score, source: 'EVAL' })).toMatchObject({ source: 'judge' })
  })

  it('on a trace with a UUID is on the trace of the same digits; on an observation that is no span it is on its trace', () => {
    const traceId = 'd22f319f-fa77-bc3d-ee67-378c9878fd18'
    expect(read({ ...score, traceId, observationId: 'my-observation' })).toMatchObject({
      prediction: TRACE,
      metadata: { langfuseObservationId: 'my-observation' },
    })
  })

  it.each([
    ['that is nothing', null, 'not an object'],
    ['of nothing we can find', { ...score, traceId: 'my-trace' }, 'no trace id'],
    ['of a run over a dataset', { ...score, traceId: undefined, datasetRunId: 'r-1' }, 'runs of datasets'],
    ['without a value', { ...score, value: undefined }, 'a score is a number'],
    ['with a name of 600 characters', { ...score, name: 'n'.repeat(600) }, 'name'],
  ])('%s is refused with the reason', (_what, given, reason) => {
    const said = readLangfuseScore(given)
    expect(said.outcome === 'refused' && said.reason).toContain(reason)
  })
})
