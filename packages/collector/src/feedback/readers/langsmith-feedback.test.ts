import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readLangsmithFeedback } from './langsmith-feedback.ts'

const RUN = '11111111-1111-4111-8111-111111111111'
const TRACE = '9b48dc00-0000-4000-8000-0000000000aa'
const OF_SPAN = '00000000-0000-0000-c230-0c5c13276d5f'

function read(body: unknown) {
  const said = readLangsmithFeedback(body)
  if (said.outcome === 'refused') throw new Error(said.reason)
  return said
}

function targetOf(ids: { run_id?: string; trace_id?: string }) {
  const { prediction, key } = read({ ...ids, key: 'quality', score: 0.5 }).feedback
  return { prediction, key }
}

describe('feedback that LangSmith’s SDK posted', () => {
  it('is read whole: the thumb, and the correction besides', () => {
    const body: unknown = JSON.parse(
      readFileSync(new URL('../fixtures/langsmith-feedback.json', import.meta.url), 'utf8'),
    )
    const id = '01a1fc8a-a953-7252-aaa4-d8a57808ae7e'
    const said = { prediction: RUN.replaceAll('-', ''), name: 'user_score', actor: 'user-ls-1' }
    const [first, second] = [expect.stringMatching(`^${id}-`) as unknown, expect.stringMatching(`^${id}-`) as unknown]
    const metadata = { langsmithFeedbackId: id }
    const thumb = { kind: 'thumbs', value: true, comment: 'nice', metadata: { value: 'up', ...metadata } }
    expect(read(body)).toEqual({
      outcome: 'feedback',
      feedback: { ...said, ...thumb, id: first },
      further: [{ ...said, id: second, kind: 'correction', value: { desired: 'Use the portal.' }, metadata }],
    })
    expect(read(body).feedback.id).not.toBe(read(body).further[0]?.id)
  })

  it('is the same when it is sent again, and another word when it says something else under its id', () => {
    const body = { id: 'f-1', run_id: RUN, key: 'quality', score: 0.5 }
    expect(read(body).feedback.id).toBe(read(body).feedback.id)
    for (const other of [{ score: 0.6 }, { comment: 'more' }, { value: 'x' }, { score: undefined, value: 0.5 }])
      expect(read({ ...body, ...other }).feedback.id).not.toBe(read(body).feedback.id)
    expect(read({ ...body, id: undefined }).feedback.id).toBeUndefined()
  })
})

describe('a run', () => {
  it('of a known trace is the span that its id was made of, or that was made of its id', () => {
    const trace = TRACE.replaceAll('-', '')
    expect(targetOf({ run_id: OF_SPAN, trace_id: TRACE })).toEqual({ prediction: `${trace}-c2300c5c13276d5f` })
    expect(targetOf({ run_id: RUN, trace_id: TRACE })).toEqual({ prediction: `${trace}-1111111111114111` })
  })

  it('that began its trace is the whole trace', () => {
    expect(targetOf({ run_id: RUN, trace_id: RUN })).toEqual({ prediction: RUN.replaceAll('-', '') })
    expect(targetOf({ run_id: RUN })).toEqual({ prediction: RUN.replaceAll('-', '') })
    expect(targetOf({ trace_id: RUN })).toEqual({ prediction: RUN.replaceAll('-', '') })
  })

  it('that was made of a span whose trace nobody names is found as the key of the prediction', () => {
    expect(targetOf({ run_id: OF_SPAN })).toEqual({ key: OF_SPAN })
    expect(targetOf({ run_id: OF_SPAN, trace_id: OF_SPAN })).toEqual({ key: OF_SPAN })
  })
})

describe('feedback of LangSmith', () => {
  it.each([
    [
      { key: 'quality', score: 0.5 },
      { kind: 'score', value: 0.5 },
    ],
    [
      { key: 'quality', score: true },
      { kind: 'score', value: 1 },
    ],
    [
      { key: 'thumbs', score: 0 },
      { kind: 'thumbs', value: false },
    ],
    [
      { key: 'topic', value: 'billing' },
      { kind: 'label', value: 'billing' },
    ],
    [
      { key: 'note', comment: 'Too long.' },
      { kind: 'comment', comment: 'Too long.' },
    ],
    [
      { key: 'fix', correction: 'Better.' },
      { kind: 'correction', value: 'Better.' },
    ],
    [{ key: 'q', score: 1, feedback_source: { type: 'model' } }, { source: 'judge' }],
    [
      { key: 'q', score: 1, feedback_source: { type: 'app', user_id: 'u-1' } },
      { source: 'reviewer', actor: 'u-1' },
    ],
  ])('of %j is %j', (said, kept) => {
    expect(read({ ...said, run_id: RUN }).feedback).toMatchObject(kept)
  })

  it.each([
    [null, 'not an object'],
    [{ key: 'q', score: 1 }, 'names no run'],
    [{ key: 'q', score: 1, run_id: 'my-run' }, 'names no run'],
    [{ key: 'q', run_id: RUN }, 'a comment needs its text'],
  ])('as %j is refused with the reason', (body, reason) => {
    const said = readLangsmithFeedback(body)
    expect(said.outcome === 'refused' && said.reason).toContain(reason)
  })
})
