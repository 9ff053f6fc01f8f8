import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { type RecordingCollector, startRecordingCollector } from '../fixtures/recording-collector.ts'

const opened: RecordingCollector[] = []

afterEach(async () => {
  for (const collector of opened.splice(0)) await collector.close()
})

/** A script that records one prediction and one feedback and simply ends. */
async function runScript(url: string): Promise<{ status: number | null; durationMs: number }> {
  const sdk = new URL('../on-node.ts', import.meta.url).href
  const script = `
    const { createTrimtab } = await import('${sdk}')
    const trimtab = createTrimtab({ url: '${url}' })
    const { prediction } = await trimtab.monitor('script', (text) => text).detailed('hello')
    trimtab.feedback(prediction.id).thumbs('up')`
  const startMs = performance.now()
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' })
  await once(child, 'exit')
  return { status: child.exitCode, durationMs: performance.now() - startMs }
}

describe('a process that ends without closing', () => {
  it('delivers what it has recorded', async () => {
    const collector = await startRecordingCollector()
    opened.push(collector)
    expect(await runScript(collector.url)).toMatchObject({ status: 0 })
    expect(
      collector
        .items()
        .map((item) => item.path)
        .toSorted(),
    ).toEqual(['/v1/logs', '/v1/traces'])
  })

  it('ends by itself, soon, when the collector is not there or never answers', async () => {
    const silent = await startRecordingCollector(() => new Promise(() => {}))
    opened.push(silent)
    const ends = await Promise.all([runScript('http://127.0.0.1:1'), runScript(silent.url)])
    for (const { status, durationMs } of ends) {
      expect(status).toBe(0)
      expect(durationMs).toBeLessThan(6000)
    }
  })
})
