import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ReceivedItem, type RecordingCollector, startRecordingCollector } from '../fixtures/recording-collector.ts'
import { TrimtabError } from '../errors.ts'
import { createTrimtab } from '../on-node.ts'
import type { Trimtab } from '../trimtab.ts'

let collector: RecordingCollector
let trimtab: Trimtab

beforeAll(async () => {
  collector = await startRecordingCollector()
  trimtab = createTrimtab({ url: collector.url })
})
afterAll(async () => {
  await trimtab.close()
  await collector.close()
})

async function spanOf(task: string): Promise<ReceivedItem> {
  await trimtab.flush()
  const span = collector.items().findLast((item) => item.attributes['trimtab.task'] === task)
  if (span === undefined) throw new Error(`nothing was recorded for ${task}`)
  return span
}

function lossOf(reason: string): number {
  return trimtab.stats().predictions.dropped[reason] ?? 0
}

describe('what the caller of a wrapped function sees', () => {
  it('is the very object that the function returned', async () => {
    const answer = { text: 'hello' }
    expect(trimtab.monitor('same.sync', () => answer)()).toBe(answer)
    expect(await trimtab.monitor('same.async', () => Promise.resolve(answer))()).toBe(answer)
  })

  it('is the very error that the function threw', async () => {
    const failure = new TypeError('no')
    const fail = (): never => {
      throw failure
    }
    expect(trimtab.monitor('throws.sync', fail)).toThrow(failure)
    await expect(trimtab.monitor('throws.async', () => Promise.reject(failure))()).rejects.toBe(failure)
    await expect(trimtab.monitor('throws.detailed', fail).detailed()).rejects.toBe(failure)
  })

  it('is its own this, name, length and properties', () => {
    class Model {
      bias = 2
      predict = trimtab.monitor('keeps.this', add)
    }
    function add(this: Model, left: number, right: number): number {
      return this.bias + left + right
    }
    const model = new Model()
    expect(model.predict(3, 4)).toBe(9)
    expect(model.predict.name).toBe('add')
    expect(model.predict).toHaveLength(2)
    const versioned = Object.assign((text: string) => text, { version: 7 })
    expect(trimtab.monitor('keeps.properties', versioned).version).toBe(7)
  })

  it('is the promise of a client with all its methods', async () => {
    class ClientPromise extends Promise<string> {
      cancel(): string {
        return 'cancelled'
      }
    }
    const pending = ClientPromise.resolve('rows') as ClientPromise
    const returned = trimtab.monitor('client', () => pending)()
    expect(returned).toBe(pending)
    expect([returned.cancel(), await returned]).toEqual(['cancelled', 'rows'])
    expect((await spanOf('client')).attributes['gen_ai.output.messages']).toContain('rows')
    const cancellable = Object.assign(Promise.resolve('rows'), { cancel: () => 'cancelled' })
    expect(
      trimtab
        .monitor('client', () => cancellable)()
        .cancel(),
    ).toBe('cancelled')
  })

  it('is a query that starts only when someone asks for its rows', async () => {
    let started = 0
    class LazyQuery implements PromiseLike<string> {
      // oxlint-disable-next-line unicorn/no-thenable -- as query builders do
      then: PromiseLike<string>['then'] = (...handlers) => {
        started += 1
        return Promise.resolve('rows').then(...handlers)
      }
    }
    const query = trimtab.monitor('lazy', () => new LazyQuery())()
    expect([query instanceof LazyQuery, started]).toEqual([true, 0])
    expect([await query, started]).toEqual(['rows', 1])
    expect((await spanOf('lazy')).attributes['gen_ai.output.messages']).toContain('rows')
  })

  it('does not change when mappers throw, and what is lost is counted', async () => {
    const fail = (): never => {
      throw new Error('mapper')
    }
    const hostile = {
      get label(): string {
        return fail()
      },
    }
    const before = [lossOf('input_unreadable'), lossOf('output_unreadable'), lossOf('context_unreadable')]
    const monitored = [
      trimtab.monitor('hostile', () => 1, { input: fail }),
      trimtab.monitor('hostile', () => 1, { output: fail }),
      trimtab.monitor('hostile', () => 1, { output: () => hostile }),
      trimtab.monitor('hostile', () => 1, { metadata: fail }),
    ]
    expect(monitored.map((call) => call())).toEqual([1, 1, 1, 1])
    expect([lossOf('input_unreadable'), lossOf('output_unreadable'), lossOf('context_unreadable')]).toEqual([
      (before[0] ?? 0) + 1,
      (before[1] ?? 0) + 2,
      (before[2] ?? 0) + 1,
    ])
    expect((await spanOf('hostile')).attributes['trimtab.capture.content']).toBe(false)
  })

  it('does not change when the result refuses to be looked at', () => {
    const refusing: object = new Proxy(
      {},
      {
        get: () => {
          throw new Error('do not look')
        },
        getPrototypeOf: () => {
          throw new Error('do not look')
        },
      },
    )
    expect(trimtab.monitor('refusing', () => refusing, { kind: 'classification' })() === refusing).toBe(true)
  })
})

describe('wrapping', () => {
  it('takes null for no options', () => {
    expect((trimtab.monitor as (...parameters: unknown[]) => () => number)('no.options', () => 7, null)()).toBe(7)
  })

  it('outlives a mapper that answers later, or breaks its promise', async () => {
    const later = (): never => Promise.reject(new Error('later')) as never
    const lost = lossOf('input_unreadable') + lossOf('output_unreadable') + lossOf('context_unreadable')
    expect(trimtab.monitor('later.mapper', () => 7, { input: later, output: later, user: later })()).toBe(7)
    await spanOf('later.mapper')
    expect(lossOf('input_unreadable') + lossOf('output_unreadable') + lossOf('context_unreadable')).toBe(lost + 3)
  })

  it('keeps messages in the form of the providers’ clients', async () => {
    const messages = [
      { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_1', function: { name: 'get_order', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 'call_1', content: 'shipped' },
    ]
    trimtab.monitor('client.messages', () => 'Hi', { input: () => ({ messages }) })()
    const span = await spanOf('client.messages')
    expect(span.attributes['gen_ai.input.messages']).toBe(
      JSON.stringify([
        { role: 'user', parts: [{ type: 'text', content: 'Hello' }] },
        { role: 'assistant', parts: [{ type: 'tool_call', id: 'call_1', name: 'get_order', arguments: '{}' }] },
        { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1', response: 'shipped' }] },
      ]),
    )
  })

  const cases: [task: unknown, call: unknown, options: unknown, option: string][] = [
    ['', Math.abs, undefined, 'task'],
    [undefined, Math.abs, undefined, 'task'],
    ['some.task', 5, undefined, 'call'],
    ['some.task', TrimtabError, undefined, 'call'],
    ['some.task', Math.abs, { kind: 'clasification' }, 'kind'],
    ['some.task', Math.abs, { ouput: () => ({}) }, 'ouput'],
    [
      'some.task',
      Math.abs,
      {
        get kind() {
          throw new Error('hostile')
        },
      },
      'options',
    ],
  ]
  it.each(cases)('what cannot be wrapped is said at once: %j %s', (task, call, options, option) => {
    const wrap = trimtab.monitor as (...parameters: unknown[]) => unknown
    expect(() => wrap(task, call, options)).toThrow(expect.objectContaining({ code: 'options.invalid', option }))
  })
})
