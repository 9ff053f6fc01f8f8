import { expect, it } from 'vitest'
import { recordCalls } from '../../fixtures/recorded-calls.ts'
import { createVercelAi } from './vercel-ai.ts'

function open() {
  const recorded = recordCalls()
  return { ...recorded, ...createVercelAi(recorded.calls.begin, () => undefined) }
}

/** Options that cannot be read. */
function makeUnreadable(option: string): object {
  return Object.defineProperty({}, option, {
    enumerable: true,
    get: (): never => {
      throw new Error('not now')
    },
  })
}

const model = { provider: 'some', modelId: 'm-1' }

it('nothing instead of options is no options', () => {
  const { aiTelemetry, aiMiddleware, records } = open()
  // From plain JavaScript.
  const nothing = null as never
  aiTelemetry(nothing).tracer.startSpan('ai.generateText.doGenerate').end()
  expect(aiMiddleware(nothing).specificationVersion).toBe('v3')
  expect(records).toHaveLength(1)
})

it('options that make no sense are refused when they are given, and not in a call', () => {
  const { aiTelemetry, aiMiddleware } = open()
  for (const give of [aiTelemetry, aiMiddleware]) {
    expect(() => give({ task: '' })).toThrow(/task/)
    expect(() => give({ tsak: 'reply' } as never)).toThrow(/no option tsak/)
    expect(() => give(makeUnreadable('task'))).toThrow(/cannot be read/)
  }
})

it('options that come with a call never end it: what cannot be read of them is counted', async () => {
  const { aiMiddleware, records, dropped } = open()
  const { wrapGenerate } = aiMiddleware({ task: 'support.reply' })
  const answer = { content: [{ type: 'text', text: 'Hi' }] }
  const ask = (trimtab: unknown): Promise<object> =>
    wrapGenerate({
      model,
      params: { prompt: [], providerOptions: { trimtab } },
      doGenerate: () => Promise.resolve(answer),
    })
  expect(await ask(makeUnreadable('session'))).toBe(answer)
  expect(await ask({ task: 7, session: 's-1' })).toBe(answer)
  expect(await ask(null)).toBe(answer)
  expect(dropped).toEqual(['context_unreadable'])
  expect(records.map(({ name }) => name)).toEqual(['support.reply', 'support.reply', 'support.reply'])
  expect(records[1]?.attributes['session.id']).toBe('s-1')
})

it('a model that answers with nothing is not made to fail by being watched', async () => {
  const { aiMiddleware, aiTelemetry, dropped } = open()
  const nothing = (): Promise<undefined> => Promise.resolve(undefined)
  expect(await aiMiddleware().wrapStream({ model, params: {}, doStream: nothing })).toBeUndefined()
  const { integrations } = aiTelemetry()
  expect(await integrations.executeLanguageModelCall({ callId: '1', execute: nothing })).toBeUndefined()
  expect(dropped).toEqual(['end_unknown'])
})
