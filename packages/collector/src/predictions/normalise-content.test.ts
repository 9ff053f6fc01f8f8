import type { Json } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import type { LogRecord } from '../otlp/otlp.ts'
import { NOW_MS, recordedLogs } from './fixtures/recorded.ts'
import { normaliseContent } from './normalise-content.ts'
import type { TraceItem } from './trace-item.ts'

const DETAILS = 'gen_ai.client.inference.operation.details'

function itemsOf(records: LogRecord[]): TraceItem[] {
  return records.flatMap((record, place) => {
    const normalised = normaliseContent(record, NOW_MS, place)
    return normalised.outcome === 'item' ? [normalised.item] : []
  })
}

function makeRecord(attributes: { [key: string]: Json }, said: Partial<LogRecord> = {}): LogRecord {
  return {
    traceId: '5b8efff798038103d269b633813fc60c',
    spanId: 'eee19b7ec3c1b174',
    eventName: DETAILS,
    timeNs: 1_795_255_200_000_000_000n,
    body: null,
    attributes: new Map(Object.entries(attributes)),
    scope: { name: 'made', version: '' },
    resource: new Map(),
    ...said,
  }
}

function factsOf(record: LogRecord): TraceItem['said'] | undefined {
  return itemsOf([record])[0]?.said
}

describe('log records of one message each', () => {
  it('say what their span does not, in an order that their times alone do not tell', () => {
    const items = itemsOf(recordedLogs('messages'))
    const second = items.filter(({ spanId }) => spanId === items.at(-1)?.spanId)
    expect(new Set(second.slice(0, -1).map(({ startedNs }) => startedNs)).size).toBe(1)
    const inOrder = second.toSorted((left, right) => (left.part < right.part ? -1 : 1))
    expect(inOrder.map(({ name }) => name)).toEqual([
      'gen_ai.system.message',
      'gen_ai.user.message',
      'gen_ai.assistant.message',
      'gen_ai.tool.message',
      'gen_ai.choice',
    ])
    expect(second.every(({ role, convention }) => role === 'content' && convention === 'gen-ai')).toBe(true)
    expect(inOrder.at(-1)?.said).toMatchObject({ finishReason: 'stop', outputMessages: [{ role: 'assistant' }] })
  })

  it('are the same ones when they are sent again', () => {
    const again = itemsOf(recordedLogs('messages')).map(({ part }) => part)
    expect(itemsOf(recordedLogs('messages')).map(({ part }) => part)).toEqual(again)
    expect(new Set(again).size).toBe(again.length)
  })

  it('without words make none up', () => {
    const items = itemsOf(recordedLogs('without content'))
    expect(items.length).toBeGreaterThan(0)
    for (const item of items) {
      expect(item.said.contentCaptured).toBe(false)
      expect(item.said.inputMessages ?? item.said.outputMessages).toBeUndefined()
    }
  })

  it('that belong to no span belong nowhere', () => {
    const [record] = recordedLogs('messages')
    expect(record && normaliseContent({ ...record, spanId: null }, NOW_MS)).toEqual({ outcome: 'none' })
  })
})

describe('a log record of a whole call', () => {
  it('says all of it', () => {
    const [item, failed] = itemsOf(recordedLogs('details'))
    expect(item).toMatchObject({
      role: 'content',
      name: DETAILS,
      said: {
        provider: 'openai',
        modelRequested: 'gpt-4o-mini',
        responseId: 'chatcmpl-sys00001',
        session: 'conv-55',
        inputTokens: 64,
        inputMessages: [{ role: 'user' }],
        outputMessages: [{ role: 'assistant' }],
      },
    })
    expect(failed).toMatchObject({ status: 'error', said: { error: { type: '429' } } })
  })

  it('may come in two halves', () => {
    const [asked, answered] = itemsOf(recordedLogs('details in two'))
    expect(asked?.said.inputMessages).toBeDefined()
    expect(answered?.said.outputMessages).toBeDefined()
    expect(asked?.part).not.toBe(answered?.part)
  })

  it('that belongs to no span is a trace of its own, the same one however often it comes', () => {
    const record = makeRecord({ 'gen_ai.request.model': 'm-1' }, { traceId: null, spanId: null })
    const [item] = itemsOf([record])
    expect(item?.traceId).toMatch(/^[0-9a-f]{32}$/)
    expect(item?.spanId).toMatch(/^[0-9a-f]{16}$/)
    expect(itemsOf([record])[0]).toEqual(item)
    const other = makeRecord({ 'gen_ai.request.model': 'm-2' }, { traceId: null, spanId: null })
    expect(itemsOf([other])[0]?.traceId).not.toBe(item?.traceId)
  })

  it('may have its fields in the body, and its name in an attribute', () => {
    const messages = [{ role: 'user', parts: [{ type: 'text', content: 'Hi' }] }]
    const inputMessages = [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }]
    expect(factsOf(makeRecord({}, { body: { 'gen_ai.input.messages': messages } }))).toEqual({ inputMessages })
    const named = makeRecord({ 'event.name': DETAILS, 'gen_ai.input.messages': messages }, { eventName: '' })
    expect(factsOf(named)).toEqual({ inputMessages })
  })
})

describe('a log record', () => {
  it('of anything else is no content', () => {
    expect(normaliseContent(makeRecord({ a: 1 }, { eventName: 'login', body: 'Hello' }), NOW_MS)).toEqual({
      outcome: 'none',
    })
  })

  it('without a time happened now, and from the future it is refused', () => {
    const messages = { 'gen_ai.prompt': 'Hi' }
    expect(itemsOf([makeRecord(messages, { timeNs: 0n })])[0]?.startedNs).toBe(BigInt(NOW_MS) * 1_000_000n)
    expect(normaliseContent(makeRecord(messages, { timeNs: 2n ** 63n }), NOW_MS)).toMatchObject({ outcome: 'refused' })
  })
})
