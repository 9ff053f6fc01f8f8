import { describe, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { type RecordedCalls, recordCalls } from '../fixtures/recorded-calls.ts'
import type { InputFacts, OutputFacts } from './facts.ts'
import type { SpanWriting } from './prediction-span.ts'

const INPUT = 'gen_ai.input.messages'
const OUTPUT = 'gen_ai.output.messages'
const CAPTURED = 'trimtab.capture.content'
const TRUNCATED = 'trimtab.capture.truncated'

interface Told {
  input?: InputFacts
  output?: OutputFacts
  error?: Error
}

function tell({ input = {}, output = {}, error }: Told, writing: Partial<SpanWriting> = {}): RecordedCalls {
  const recorded = recordCalls(systemClock, writing)
  const call = recorded.calls.begin({
    task: 'told',
    kind: 'generation',
    context: () => ({
      model: 'm-1',
      metadata: { note: 'from ann@example.org' },
      tags: ['ann@example.org'],
      parameters: { stopSequences: ['STOP ann@example.org'] },
    }),
    input: () => input,
  })
  if (error) call.fail(error)
  else call.succeed(() => output)
  return recorded
}

function attributesOf({ records }: RecordedCalls): { [key: string]: unknown } {
  return records[0]?.attributes ?? {}
}

describe('the span of a call', () => {
  it('holds what JSON has no word for as far as it can be said, and says that it was cut', () => {
    const circular: { self?: unknown; income: number } = { income: 1 }
    circular.self = circular
    const told = tell({ input: { features: circular }, output: { value: 10n } })
    expect(attributesOf(told)).toMatchObject({
      'trimtab.input.features': '{"income":1,"self":"[circular]"}',
      'trimtab.output.value': '"10"',
      [TRUNCATED]: true,
      [CAPTURED]: true,
    })
    expect(told.dropped).toEqual([])
  })

  it('of a prompt of 50 MB holds its beginning, and says how much is missing', () => {
    const told = tell({ input: { text: 'x'.repeat(50_000_000) } })
    const text = String(attributesOf(told)[INPUT])
    expect(text.length).toBeLessThan(300_000)
    expect(text).toMatch(/xxx…\[49,\d{3},\d{3} characters cut\]/)
    expect(attributesOf(told)[TRUNCATED]).toBe(true)
  })

  it('with a getter that throws says so in its place, and counts it', () => {
    const hostile = {
      income: 1,
      get region(): string {
        throw new Error('do not look')
      },
    }
    const told = tell({ input: { features: hostile } })
    expect(attributesOf(told)).toMatchObject({
      'trimtab.input.features': '{"income":1,"region":"[unreadable]"}',
      [CAPTURED]: false,
    })
    expect(told.dropped).toEqual(['input_unreadable'])
  })

  it('says of an answer that it is not all the model said', () => {
    expect(attributesOf(tell({ output: { text: 'so far', isCut: true } }))[TRUNCATED]).toBe(true)
    expect(attributesOf(tell({ output: { text: 'all' } }))[TRUNCATED]).toBeUndefined()
  })
})

describe('what may not leave the app', () => {
  it('stays where only metadata may: no text in, none out, none of an error', () => {
    const told = tell(
      {
        input: { text: 'my secret' },
        output: { text: 'your secret', finishReason: 'stop', usage: { inputTokens: 3 } },
      },
      { capture: 'metadata' },
    )
    expect(attributesOf(told)).toMatchObject({
      [CAPTURED]: false,
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 3,
    })
    const withheld = [INPUT, OUTPUT, 'gen_ai.request.stop_sequences']
    expect(withheld.map((key) => attributesOf(told)[key])).toEqual([undefined, undefined, undefined])
    const failed = tell(
      { input: { text: 'my secret' }, error: new TypeError('my secret is bad') },
      { capture: 'metadata' },
    )
    expect(failed.records[0]?.error).toEqual({
      message: '',
      event: { 'exception.type': 'TypeError', 'exception.message': '' },
    })
    expect(JSON.stringify([told.records, failed.records])).not.toContain('secret')
  })

  it('is what a function says it is; where that fails nothing leaves, and the prediction is told all the same', () => {
    const shortened = tell(
      { input: { text: 'long' }, output: { text: 'long' } },
      { capture: ({ task, input, output }) => ({ task, input: input && { text: 'short' }, output }) },
    )
    expect(attributesOf(shortened)).toMatchObject({
      [INPUT]: expect.stringContaining('short') as string,
      [CAPTURED]: true,
    })
    const broken = tell(
      { input: { text: 'my secret' }, output: { text: 'your secret' } },
      {
        capture: () => {
          throw new Error('broken')
        },
      },
    )
    expect(broken.records).toHaveLength(1)
    expect(broken.dropped).toEqual(['capture_failed', 'capture_failed'])
    expect(JSON.stringify(broken.records)).not.toContain('secret')
  })

  it('is taken out of every text, and of nothing that things are told apart by', () => {
    const redact = (text: string): string => text.replaceAll(/\S+@\S+/g, '[email]')
    const told = tell(
      {
        input: { system: 'Serve ann@example.org', text: 'I am bob@example.org', features: { mail: 'c@example.org' } },
        output: { text: 'Hello bob@example.org', value: { to: 'd@example.org' }, label: 'e@example.org' },
      },
      { redact },
    )
    const failed = tell({ error: new Error('no such user: bob@example.org') }, { redact })
    expect(JSON.stringify([told.records, failed.records])).not.toContain('@example.org')
    expect(failed.records[0]?.error?.message).toBe('no such user: [email]')
    expect(attributesOf(told)['trimtab.metadata']).toBe('{"note":"from [email]"}')
  })
})
