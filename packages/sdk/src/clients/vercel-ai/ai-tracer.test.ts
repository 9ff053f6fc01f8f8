import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { type RecordedCalls, recordCalls } from '../../fixtures/recorded-calls.ts'
import { createVercelAi } from './vercel-ai.ts'

const collect = ((): (() => void) => {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
})()

/** As the AI SDK 6 tells of a stream that has begun to speak, and that nobody holds any more. */
function leaveStream({ calls }: RecordedCalls): void {
  const { tracer } = createVercelAi(calls.begin, () => undefined).aiTelemetry({ task: 'support.reply' })
  tracer.startActiveSpan('ai.streamText.doStream', {}, (span) => {
    span.addEvent('ai.stream.firstChunk')
    span.setAttributes({ 'ai.response.text': 'Hel', 'ai.response.id': 'r-1' })
  })
}

it('a span that nobody can end any more is a cancelled prediction with what was said of it', async () => {
  const recorded = recordCalls()
  leaveStream(recorded)
  for (let attempt = 0; attempt < 50 && recorded.records.length === 0; attempt += 1) {
    collect()
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  expect(recorded.records.map(({ attributes }) => attributes)).toMatchObject([
    { 'trimtab.status': 'cancelled', 'gen_ai.response.id': 'r-1' },
  ])
})

it('a span that is ended twice, or ended by the app before, is one prediction', () => {
  const { calls, records } = recordCalls()
  const { tracer } = createVercelAi(calls.begin, () => undefined).aiTelemetry()
  const [first, second] = [tracer.startSpan('ai.generateText.doGenerate'), tracer.startSpan('ai.embed.doEmbed')]
  first.end()
  first.end()
  calls.endOpen()
  second.end()
  expect(records.map(({ attributes }) => attributes['trimtab.status'])).toEqual([undefined, 'cancelled'])
})
