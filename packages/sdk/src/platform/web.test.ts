import { EdgeVM } from '@edge-runtime/vm'
import { rolldown } from 'rolldown'
import { expect, it } from 'vitest'
import { startRecordingCollector } from '../fixtures/recording-collector.ts'

/** The entry for any runtime as a script of one file, that leaves what it exports in `trimtabSdk`. */
async function bundle(): Promise<string> {
  const input = new URL('../index.ts', import.meta.url).pathname
  const build = await rolldown({ input, platform: 'browser' })
  const { output } = await build.generate({ format: 'iife', name: 'trimtabSdk' })
  await build.close()
  return output[0].code
}

it('the core runs where there is nothing but the web', async () => {
  const collector = await startRecordingCollector()
  const edge = new EdgeVM()
  expect(edge.evaluate('[typeof process, typeof Buffer, typeof require]')).toEqual(Array(3).fill('undefined'))
  edge.evaluate(await bundle())
  const id = await edge.evaluate<Promise<string>>(`(async () => {
    const trimtab = trimtabSdk.createTrimtab({ url: '${collector.url}', service: 'edge' })
    const reply = trimtab.monitor('edge.reply', async function* (question) { yield question; yield '!' })
    const stream = reply('hello')
    for await (const piece of stream) {}
    const { id, feedbackToken } = trimtab.predictionOf(stream)
    trimtab.feedback(id).thumbs('up')
    if (feedbackToken().split('.').length !== 3) throw new Error('no token')
    await trimtab.flush()
    return id
  })()`)
  const items = collector.items()
  expect(items.map(({ path }) => path).toSorted()).toEqual(['/v1/logs', '/v1/traces'])
  for (const { fields } of items) expect(`${String(fields['traceId'])}-${String(fields['spanId'])}`).toBe(id)
  await collector.close()
})
