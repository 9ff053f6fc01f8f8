import { expect, it } from 'vitest'
import { itemOf, makeSpan, recordedSpan } from '../../fixtures/recorded.ts'

it('Laminar says whose call it is and what it is in', () => {
  expect(itemOf(recordedSpan('laminar call'))).toMatchObject({
    role: 'call',
    said: {
      functionName: 'support-turn',
      modelRequested: 'gpt-4o-mini',
      session: 'sess-1',
      user: 'user-1',
      metadata: { plan: 'gold' },
    },
  })
})

it('Laminar surrounds calls by functions of the app', () => {
  expect(itemOf(recordedSpan('laminar observe'))).toMatchObject({
    role: 'wrapper',
    convention: 'laminar',
    said: { functionName: 'support-turn', tags: ['beta'], session: 'sess-1' },
  })
  expect(itemOf(makeSpan({ 'lmnr.span.type': 'TOOL' })).role).toBe('step')
  expect(
    itemOf(makeSpan({ 'lmnr.span.type': 'LLM', 'lmnr.span.input': '[{"role":"user","content":"Hi"}]' })),
  ).toMatchObject({
    role: 'call',
    said: { inputMessages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }] },
  })
})
