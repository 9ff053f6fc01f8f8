import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ReceivedItem, type RecordingCollector, startRecordingCollector } from '../fixtures/recording-collector.ts'
import { createTrimtab } from '../on-node.ts'
import type { Trimtab } from '../trimtab.ts'

let collector: RecordingCollector
let trimtab: Trimtab

beforeAll(async () => {
  collector = await startRecordingCollector()
  trimtab = createTrimtab({
    url: collector.url,
    service: 'test',
    environment: 'ci',
    release: '1.2.3',
  })
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

describe('the prediction of a call', () => {
  it('is a span with the facts of the app, the call, its input and its output', async () => {
    const reply = trimtab.monitor('support.reply', (question: string) => Promise.resolve({ answer: question.length }), {
      model: 'gpt-4o-mini',
      provider: 'openai',
      session: (question) => `about ${question}`,
      user: 'u-1',
      key: 'ticket-1',
      tags: ['beta', 'eu'],
      metadata: { shard: 3 },
      variant: 'B',
      prompt: { name: 'reply', version: '7' },
      input: (question) => ({
        system: 'Be kind.',
        messages: [
          { role: 'user', content: question },
          {
            role: 'assistant',
            parts: [{ type: 'toolCall', id: 'call_1', name: 'count', arguments: { of: 'letters' } }],
          },
          { role: 'tool', parts: [{ type: 'toolResult', id: 'call_1', result: 3 }] },
        ],
        tools: [{ name: 'count', parameters: { type: 'object' } }],
      }),
      output: (result) => ({
        text: `${result.answer} letters`,
        finishReason: 'stop',
        model: 'gpt-4o-mini-2024',
        responseId: 'chatcmpl-1',
        usage: { inputTokens: 12, outputTokens: 4, costUsd: 0.000033 },
      }),
    })
    await reply('why')
    const span = await spanOf('support.reply')
    expect(span).toMatchObject({
      path: '/v1/traces',
      scope: '@trimtab/sdk',
      resource: { 'service.name': 'test', 'deployment.environment.name': 'ci', 'service.version': '1.2.3' },
      fields: { name: 'support.reply', kind: 3 },
    })
    const { 'gen_ai.input.messages': input, 'gen_ai.output.messages': output, ...attributes } = span.attributes
    expect(JSON.parse(input as string)).toEqual([
      { role: 'user', parts: [{ type: 'text', content: 'why' }] },
      { role: 'assistant', parts: [{ type: 'tool_call', id: 'call_1', name: 'count', arguments: { of: 'letters' } }] },
      { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1', response: 3 }] },
    ])
    expect(JSON.parse(output as string)).toEqual([
      { role: 'assistant', parts: [{ type: 'text', content: '3 letters' }] },
    ])
    expect(attributes).toEqual({
      'trimtab.task': 'support.reply',
      'trimtab.kind': 'generation',
      'trimtab.capture.content': true,
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o-mini',
      'session.id': 'about why',
      'user.id': 'u-1',
      'trimtab.key': 'ticket-1',
      'trimtab.variant': 'B',
      'gen_ai.prompt.name': 'reply',
      'gen_ai.prompt.version': '7',
      'trimtab.tags': ['beta', 'eu'],
      'trimtab.metadata': '{"shard":3}',
      'gen_ai.system_instructions': '[{"type":"text","content":"Be kind."}]',
      'gen_ai.tool.definitions': '[{"type":"function","name":"count","parameters":{"type":"object"}}]',
      'gen_ai.response.model': 'gpt-4o-mini-2024',
      'gen_ai.response.id': 'chatcmpl-1',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 12,
      'gen_ai.usage.output_tokens': 4,
      'trimtab.usage.cost_usd': 0.000033,
    })
  })

  it('says of a call without mappers only what cannot be misunderstood', async () => {
    trimtab.monitor('plain.text', (text: string) => text.toUpperCase())('hello')
    expect((await spanOf('plain.text')).attributes).toMatchObject({
      'gen_ai.input.messages': '[{"role":"user","parts":[{"type":"text","content":"hello"}]}]',
      'gen_ai.output.messages': '[{"role":"assistant","parts":[{"type":"text","content":"HELLO"}]}]',
    })
    trimtab.monitor('plain.class', (loan: { income: number }) => (loan.income > 1 ? 1 : 0), { kind: 'classification' })(
      { income: 2 },
    )
    const classified = await spanOf('plain.class')
    expect(classified.attributes).toMatchObject({ 'trimtab.input.features': '{"income":2}', 'trimtab.output.label': 1 })
    expect(classified.attributes).not.toHaveProperty('gen_ai.operation.name')
    trimtab.monitor('plain.number', (house: { rooms: number }) => house.rooms * 1.5, { kind: 'regression' })({
      rooms: 3,
    })
    expect((await spanOf('plain.number')).attributes).toMatchObject({ 'trimtab.output.value': '4.5' })
    trimtab.monitor('plain.other', (when: Date) => when)(new Date())
    expect(Object.keys((await spanOf('plain.other')).attributes).toSorted()).toEqual([
      'gen_ai.operation.name',
      'trimtab.capture.content',
      'trimtab.kind',
      'trimtab.task',
    ])
  })

  it('takes the features of a call without a mapper only from a plain object', async () => {
    class Loan {
      readonly income = 2
    }
    const guess = trimtab.monitor('plain.features', (_given: unknown) => 'yes', { kind: 'classification' })
    for (const given of [new Loan(), [2], new Map([['income', 2]]), new Date(), null, 'income', 2]) {
      guess(given)
      expect((await spanOf('plain.features')).attributes).not.toHaveProperty('trimtab.input.features')
    }
    for (const given of [{ income: 2 }, Object.assign(Object.create(null) as object, { income: 2 })]) {
      guess(given)
      expect((await spanOf('plain.features')).attributes['trimtab.input.features']).toBe('{"income":2}')
    }
  })

  it('keeps the input as it was before the call, whatever the call does to it', async () => {
    const empty = (rows: { amount: number }): string => {
      rows.amount = 0
      return 'done'
    }
    trimtab.monitor('mutates', empty, { kind: 'classification' })({ amount: 5 })
    expect((await spanOf('mutates')).attributes['trimtab.input.features']).toBe('{"amount":5}')
  })

  it('of a call that failed says how', async () => {
    class RateLimitError extends Error {}
    const call = trimtab.monitor('fails', () => Promise.reject(new RateLimitError('slow down')))
    await call().catch(() => {})
    expect(await spanOf('fails')).toMatchObject({
      fields: {
        status: { code: 2, message: 'slow down' },
        events: [{ name: 'exception' }],
      },
      attributes: { 'error.type': 'RateLimitError' },
    })
  })

  it('is the child of the prediction inside which it was made, in the same trace', async () => {
    const inner = trimtab.monitor('nested.inner', () => Promise.resolve('inner'))
    const outer = trimtab.monitor('nested.outer', async () => {
      await Promise.resolve()
      return inner()
    })
    await Promise.all([outer(), outer()])
    await trimtab.flush()
    const spans = collector.items().filter((item) => String(item.fields['name']).startsWith('nested.'))
    const outers = spans.filter((item) => item.fields['name'] === 'nested.outer')
    const inners = spans.filter((item) => item.fields['name'] === 'nested.inner')
    const parents = (items: ReceivedItem[], id: string): string[] =>
      items.map(({ fields }) => `${String(fields['traceId'])}-${String(fields[id])}`).toSorted()
    expect(outers.map((item) => item.fields['parentSpanId'])).toEqual([undefined, undefined])
    expect(parents(inners, 'parentSpanId')).toEqual(parents(outers, 'spanId'))
  })

  it('takes as long as the call took', async () => {
    const call = trimtab.monitor('slow', () => new Promise<void>((resolve) => setTimeout(resolve, 50)))
    await call()
    const { fields } = await spanOf('slow')
    const durationMs =
      Number(BigInt(String(fields['endTimeUnixNano'])) - BigInt(String(fields['startTimeUnixNano']))) / 1e6
    expect(durationMs).toBeGreaterThan(45)
    expect(durationMs).toBeLessThan(500)
  })

  it('is found again from the object that the call returned, and by name from a detailed call', async () => {
    const answer = { text: 'hello' }
    const call = trimtab.monitor('found', () => Promise.resolve(answer))
    const { result, prediction } = await call.detailed()
    expect(result).toBe(answer)
    expect(trimtab.predictionOf(answer)).toBe(prediction)
    expect(trimtab.predictionOf('a string')).toBeUndefined()
    expect(trimtab.predictionOf({})).toBeUndefined()
    const { fields } = await spanOf('found')
    expect(prediction.id).toBe(`${String(fields['traceId'])}-${String(fields['spanId'])}`)
  })
})
