import { expect, it } from 'vitest'
import { itemOf, recordedSpan } from '../../fixtures/recorded.ts'

it('Mastra says on the call itself only what OpenTelemetry has words for', () => {
  const { role, said } = itemOf(recordedSpan('mastra chat'))
  expect(role).toBe('call')
  expect(said).toMatchObject({
    provider: 'openai',
    modelResponded: 'gpt-4o-mini-2026-08-06',
    finishReason: 'tool_calls',
    inputTokens: 118,
    reasoningTokens: 0,
    session: 'sess-ms-1',
    user: 'user-ms-1',
  })
  expect(said.firstTokenMs).toBeGreaterThanOrEqual(0)
  expect(said.outputMessages).toBeUndefined()
})

it('Mastra says on the step around a call what went in and what came out', () => {
  const { role, said } = itemOf(recordedSpan('mastra step'))
  expect(role).toBe('wrapper')
  expect(said).toMatchObject({ responseId: 'chatcmpl-tool00001', session: 'sess-ms-1' })
  expect(said.system).toMatch(/^You are Nimbus/)
  expect(said.inputMessages).toEqual([{ role: 'user', parts: [{ type: 'text', text: 'Where is my order A-2077?' }] }])
  expect(said.outputMessages?.[0]?.parts).toMatchObject([{ type: 'toolCall', id: 'call_ord_2077' }])
  expect(Object.keys(said.metadata ?? {})).toEqual(['runId'])
})
