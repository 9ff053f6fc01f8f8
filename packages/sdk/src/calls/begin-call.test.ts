import { describe, expect, it } from 'vitest'
import { recordCalls } from '../fixtures/recorded-calls.ts'
import type { CallSubject } from './call.ts'

const SPENT = 'gen_ai.usage.input_tokens'

function subject(task: string): CallSubject {
  return { task, kind: 'generation', context: () => ({ operation: 'chat' }), input: () => ({ text: 'hi' }) }
}

describe('a call', () => {
  it('ends once, whatever is told of it afterwards', () => {
    const { calls, records, dropped } = recordCalls()
    const call = calls.begin(subject('once'))
    call.succeed(() => ({ text: 'first' }))
    call.fail(new Error('later'))
    call.cancel()
    call.lose()
    expect(records).toHaveLength(1)
    expect(records[0]).toMatchObject({ error: undefined })
    expect(dropped).toEqual([])
  })

  it('around calls that say what they used does not say it again', () => {
    const { calls, records } = recordCalls()
    const usage = { usage: { inputTokens: 100, outputTokens: 5, costUsd: 0.1 } }
    const outer = calls.begin(subject('outer'))
    const middle = outer.run(() => calls.begin(subject('middle')))
    const inner = middle.run(() => calls.begin(subject('inner')))
    inner.succeed(() => usage)
    middle.succeed(() => usage)
    outer.succeed(() => ({ text: 'done', ...usage }))
    expect(records.map(({ name, attributes }) => [name, attributes[SPENT]])).toEqual([
      ['inner', 100],
      ['middle', undefined],
      ['outer', undefined],
    ])
    expect(records[2]?.attributes['trimtab.usage.cost_usd']).toBeUndefined()
    expect(records[2]?.attributes['gen_ai.output.messages']).toContain('done')
  })

  it('around calls that do not say what they used says what it knows', () => {
    const { calls, records } = recordCalls()
    const outer = calls.begin(subject('outer'))
    outer.run(() => calls.begin(subject('inner'))).succeed(() => ({ text: 'x' }))
    outer.succeed(() => ({ usage: { inputTokens: 7 } }))
    expect(records.map(({ attributes }) => attributes[SPENT])).toEqual([undefined, 7])
  })

  it('that cannot be read is told all the same, and what is missing is named', () => {
    const { calls, records, dropped } = recordCalls()
    const unreadable = (): never => {
      throw new Error('no')
    }
    calls.begin({ task: 'hostile', kind: 'generation', context: unreadable, input: unreadable }).succeed(unreadable)
    expect(records[0]?.attributes).toMatchObject({ 'trimtab.task': 'hostile', 'trimtab.capture.content': false })
    expect(dropped).toEqual(['context_unreadable', 'input_unreadable', 'output_unreadable'])
  })

  it('that its caller aborts is cancelled, not failed; one that ran out of time failed', () => {
    const { calls, records } = recordCalls()
    calls.begin(subject('aborted')).fail(new DOMException('stop', 'AbortError'))
    calls.begin(subject('late')).fail(new DOMException('too late', 'TimeoutError'))
    expect(records.map(({ attributes, error }) => [attributes['trimtab.status'], error?.message])).toEqual([
      ['cancelled', undefined],
      [undefined, 'too late'],
    ])
  })

  it('that failed says how, and with which HTTP status where there was one', () => {
    const { calls, records } = recordCalls()
    class RateLimitError extends Error {
      readonly status = 429
    }
    calls.begin(subject('limited')).fail(new RateLimitError('slow down'))
    expect(records[0]?.attributes).toMatchObject({ 'error.type': 'RateLimitError', 'http.response.status_code': 429 })
  })

  it('is known by the provider’s id of its answer, the newest ids only', () => {
    const { calls, known } = recordCalls()
    const call = calls.begin(subject('known'))
    call.succeed(() => ({ responseId: 'chatcmpl-1' }))
    expect(known.find({ id: 'chatcmpl-1', parsed: true })).toBe(call.reference)
    for (let index = 0; index < 5000; index += 1)
      calls.begin(subject('other')).succeed(() => ({ responseId: `r-${index}` }))
    expect(known.find({ id: 'chatcmpl-1' })).toBeUndefined()
    expect(known.find({ id: 'r-4999' })).toBeDefined()
  })
})
