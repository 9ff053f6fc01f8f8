import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ReceivedItem, type RecordingCollector, startRecordingCollector } from '../fixtures/recording-collector.ts'
import { systemClock } from '../clock.ts'
import { createTrimtab } from '../on-node.ts'
import type { Trimtab } from '../trimtab.ts'
import { type FeedbackHost, speakOf } from './feedback.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'
const id = `${traceId}-${spanId}`

let collector: RecordingCollector
let trimtab: Trimtab

beforeEach(async () => {
  collector = await startRecordingCollector()
  trimtab = createTrimtab({ url: collector.url, service: 'test' })
})
afterEach(async () => {
  await trimtab.close()
  await collector.close()
})

async function received(): Promise<ReceivedItem[]> {
  await trimtab.flush()
  return collector.items()
}

describe('feedback on a prediction', () => {
  it('is an evaluation event in the trace context of the prediction', async () => {
    const at = new Date('2026-11-21T10:00:00.123Z')
    trimtab.feedback(id).thumbs('down', {
      id: 'f-1',
      comment: 'no',
      actor: 'u-1',
      at,
      consent: false,
      metadata: { page: 2 },
      name: 'helpful',
    })
    const [record] = await received()
    expect(record).toMatchObject({
      path: '/v1/logs',
      scope: '@trimtab/sdk',
      resource: { 'service.name': 'test' },
      fields: { eventName: 'gen_ai.evaluation.result', traceId, spanId, timeUnixNano: `${at.getTime()}000000` },
    })
    expect(record?.attributes).toEqual({
      'trimtab.feedback.id': 'f-1',
      'trimtab.feedback.kind': 'thumbs',
      'trimtab.feedback.source': 'user',
      'trimtab.feedback.actor': 'u-1',
      'trimtab.feedback.value': 'false',
      'trimtab.feedback.consent': false,
      'trimtab.feedback.metadata': '{"page":2}',
      'gen_ai.evaluation.name': 'helpful',
      'gen_ai.evaluation.score.value': 0,
      'gen_ai.evaluation.score.label': 'down',
      'gen_ai.evaluation.explanation': 'no',
    })
  })

  it('has a form for everything that can be said', async () => {
    const speaker = trimtab.feedback(id)
    speaker.thumbs('up')
    speaker.score(0.5)
    speaker.correct({ answer: 42 })
    speaker.label('refund')
    speaker.comment('too long')
    speaker.signal('copied')
    speaker.retract('thumbs')
    const records = (await received()).map(({ attributes }) => attributes)
    expect(records.map((attributes) => attributes['trimtab.feedback.value'])).toEqual([
      'true',
      '0.5',
      '{"answer":42}',
      '"refund"',
      undefined,
      '"copied"',
      undefined,
    ])
    expect(records.map((attributes) => attributes['gen_ai.evaluation.name'])).toEqual([
      'user.thumbs',
      'user.score',
      'user.correction',
      'user.label',
      'user.comment',
      'user.signal',
      'user.retraction',
    ])
    expect(records[1]).toMatchObject({ 'gen_ai.evaluation.score.value': 0.5 })
    expect(records[3]).toMatchObject({ 'gen_ai.evaluation.score.label': 'refund' })
    expect(records[4]).toMatchObject({ 'gen_ai.evaluation.explanation': 'too long' })
    expect(records[6]).toMatchObject({ 'trimtab.feedback.of.kind': 'thumbs' })
    expect(new Set(records.map((attributes) => attributes['trimtab.feedback.id'])).size).toBe(7)
  })

  it('points at a key, a response or a session where there is no prediction id', async () => {
    trimtab.feedback({ responseId: 'chatcmpl-1' }).thumbs('up')
    trimtab.feedback({ session: 's-1', task: 'support.reply' }).score(3)
    trimtab.truth({ key: 'loan-77', label: 'defaulted', task: 'loan.risk', actor: 'ledger' })
    const records = await received()
    for (const { fields } of records) expect(fields).not.toHaveProperty('traceId')
    expect(records.map(({ attributes }) => attributes)).toMatchObject([
      { 'gen_ai.response.id': 'chatcmpl-1' },
      { 'session.id': 's-1', 'trimtab.task': 'support.reply' },
      {
        'trimtab.key': 'loan-77',
        'trimtab.task': 'loan.risk',
        'trimtab.feedback.kind': 'label',
        'trimtab.feedback.value': '"defaulted"',
        'trimtab.feedback.source': 'ground_truth',
        'trimtab.feedback.actor': 'ledger',
        'gen_ai.evaluation.name': 'ground_truth',
      },
    ])
  })

  it('takes the very thing that a watched call returned, and what has the id of its answer', async () => {
    const answer = { id: 'chatcmpl-9', text: 'On its way.' }
    const call = trimtab.monitor('said.of', () => answer, {
      output: (result) => ({ responseId: result.id, text: result.text }),
    })
    const { prediction } = await call.detailed()
    trimtab.feedback(answer).comment('by itself')
    trimtab.feedback({ ...answer }).comment('by its id')
    await trimtab.flush()
    const said = collector
      .items()
      .filter(({ attributes }) =>
        (attributes['gen_ai.evaluation.explanation'] as string | undefined)?.startsWith('by '),
      )
    expect(said.map(({ fields }) => `${String(fields['traceId'])}-${String(fields['spanId'])}`)).toEqual([
      prediction.id,
      prediction.id,
    ])
  })

  it('points at the prediction whose traceparent or reference came along', async () => {
    trimtab.feedback(`00-${traceId}-${spanId}-01`).thumbs('up')
    trimtab.feedback({ id }).thumbs('down')
    for (const { fields } of await received()) expect(fields).toMatchObject({ traceId, spanId })
  })

  it('that cannot be sent is counted and never thrown', () => {
    trimtab.feedback('not an id').thumbs('up')
    trimtab.feedback(id).correct(1n)
    trimtab.feedback(id).thumbs('up', { at: new Date('never') })
    expect(trimtab.stats().feedback).toEqual({
      sent: 0,
      queued: 0,
      spooled: 0,
      dropped: { prediction_id_invalid: 1, unreadable: 2 },
      retried: {},
    })
  })

  it('that says nothing is counted, and never turned into something else', () => {
    const careless = trimtab.feedback(id) as unknown as { [method: string]: (value: unknown) => void }
    for (const direction of [true, 'UP', 'sideways', undefined]) careless['thumbs']?.(direction)
    careless['score']?.('0.5')
    careless['score']?.(Number.NaN)
    careless['label']?.('')
    careless['signal']?.('')
    careless['correct']?.(null)
    careless['comment']?.('')
    careless['retract']?.(undefined)
    const careful = trimtab as unknown as { truth: (truth: unknown) => void }
    careful.truth(undefined)
    expect(trimtab.stats().feedback).toMatchObject({ queued: 0, dropped: { value_invalid: 11, unreadable: 1 } })
  })
})

describe('what somebody did', () => {
  it('is a signal under its own name', async () => {
    const speaker = trimtab.feedback(id)
    speaker.copied()
    speaker.retried({ actor: 'u-1' })
    speaker.abandoned({ metadata: { afterMs: 1200 } })
    expect((await received()).map(({ attributes }) => attributes)).toMatchObject([
      { 'trimtab.feedback.kind': 'signal', 'trimtab.feedback.value': '"copied"' },
      { 'trimtab.feedback.value': '"retried"', 'trimtab.feedback.actor': 'u-1' },
      { 'trimtab.feedback.value': '"abandoned"', 'trimtab.feedback.metadata': '{"afterMs":1200}' },
    ])
  })

  it('to a text is told by how far it went, and neither text leaves the app', async () => {
    trimtab.feedback(id).edited({ from: 'my secret', to: 'my Secrets' }, { metadata: { field: 'reply' } })
    const [record, ...more] = await received()
    expect(more).toEqual([])
    expect(record?.attributes).toMatchObject({
      'trimtab.feedback.kind': 'signal',
      'trimtab.feedback.value': '"edited"',
      'trimtab.feedback.metadata': '{"field":"reply","edit":{"distance":2,"share":0.2,"unit":"characters"}}',
    })
    expect(JSON.stringify(record)).not.toMatch(/my s/i)
  })

  it('to a text is a correction as well where that is asked for', async () => {
    const speaker = trimtab.feedback(id)
    speaker.edited({ from: 'a', to: 'b', correction: true }, { id: 'f-1', actor: 'u-1', comment: 'wrong letter' })
    speaker.edited({ from: 'a', to: 'a', correction: true }, { id: 'f-2' })
    const records = (await received()).map(({ attributes }) => attributes)
    expect(records.map((attributes) => attributes['trimtab.feedback.id'])).toEqual(['f-1', 'f-1-correction', 'f-2'])
    expect(records[1]).toMatchObject({
      'trimtab.feedback.kind': 'correction',
      'trimtab.feedback.value': '"b"',
      'trimtab.feedback.actor': 'u-1',
    })
    expect(records[1]).not.toHaveProperty('gen_ai.evaluation.explanation')
  })

  it('to something that is no text is counted as lost', () => {
    const careless = trimtab.feedback(id) as unknown as { edited: (edit: unknown) => void }
    careless.edited({ from: 'a' })
    careless.edited(undefined)
    expect(trimtab.stats().feedback).toMatchObject({ queued: 0, dropped: { value_invalid: 1, unreadable: 1 } })
  })
})

describe('what people write', () => {
  const redact = (text: string): string => {
    if (text === 'unspeakable') throw new Error('no rule for this')
    return text.replaceAll(/\S+@\S+/g, '[email]')
  }

  function openHost(): { host: FeedbackHost; records: string[]; dropped: string[] } {
    const records: string[] = []
    const dropped: string[] = []
    const recorder: FeedbackHost['recorder'] = {
      record: (json) => records.push(json),
      drop: (reason) => dropped.push(reason),
    }
    return { host: { clock: systemClock, makeId: () => 'f', recorder, redact }, records, dropped }
  }

  it('leaves the app redacted, however deep it stands', () => {
    const { host, records } = openHost()
    const speaker = speakOf(id, host)
    speaker.comment('ask ann@example.com')
    speaker.correct({ to: ['ann@example.com'], count: 1 })
    speaker.thumbs('down', { comment: 'ann@example.com', metadata: { page: { owner: 'ann@example.com' } } })
    speaker.edited({ from: '', to: 'ann@example.com', correction: true })
    expect(records.join('\n')).not.toContain('ann@')
    expect(records.join('\n').match(/\[email\]/g)).toHaveLength(5)
  })

  it('stays in the app when the redaction fails', () => {
    const { host, records, dropped } = openHost()
    speakOf(id, host).comment('unspeakable')
    expect({ records, dropped }).toEqual({ records: [], dropped: ['unreadable'] })
  })
})
