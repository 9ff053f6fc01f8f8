import { describe, expect, it } from 'vitest'
import { createSpanPrivacy } from './span-privacy.ts'

const attributes = {
  'gen_ai.request.model': 'gpt-5',
  'gen_ai.response.finish_reasons': ['stop'],
  'gen_ai.usage.input_tokens': 12,
  'session.id': 's-1',
  'ai.response.finishReason': 'stop',
  'gen_ai.input.messages': '[{"role":"user","content":"I am ann@example.com","at":4915112345678}]',
  'llm.input_messages.0.message.content': 'I am ann@example.com',
  'gen_ai.output.messages': [{ role: 'assistant', parts: [{ content: 'Hello ann@example.com' }] }],
}

describe('of an app’s own spans', () => {
  it('all leaves as it is, if nothing else is asked for', () => {
    const privacy = createSpanPrivacy({ capture: 'all', redact: undefined })
    expect(privacy.attributes(attributes)).toBe(attributes)
    expect(privacy.text('broken')).toBe('broken')
  })

  it('only figures and names leave as metadata', () => {
    const privacy = createSpanPrivacy({ capture: 'metadata', redact: undefined })
    expect(Object.keys(privacy.attributes(attributes))).toEqual([
      'gen_ai.request.model',
      'gen_ai.response.finish_reasons',
      'gen_ai.usage.input_tokens',
      'session.id',
      'ai.response.finishReason',
    ])
    expect(privacy.text('broken by ann@example.com')).toBeUndefined()
  })

  it('every text leaves redacted, at any depth, and JSON stays JSON', () => {
    const redact = (text: string): string => text.replace('ann@example.com', '[email]').replaceAll(/\d{9,}/g, '[phone]')
    const privacy = createSpanPrivacy({ capture: 'all', redact })
    expect(privacy.attributes(attributes)).toMatchObject({
      'session.id': 's-1',
      'gen_ai.input.messages': '[{"role":"user","content":"I am [email]","at":4915112345678}]',
      'llm.input_messages.0.message.content': 'I am [email]',
      'gen_ai.output.messages': [{ role: 'assistant', parts: [{ content: 'Hello [email]' }] }],
    })
    expect(privacy.text('broken by ann@example.com')).toBe('broken by [email]')
  })
})
