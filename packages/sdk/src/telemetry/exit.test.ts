import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type RecordingCollector, startRecordingCollector } from '../fixtures/recording-collector.ts'

const NOWHERE = 'http://127.0.0.1:1'
const opened: RecordingCollector[] = []
let directory = ''

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'trimtab-exit-'))
})

afterEach(async () => {
  for (const collector of opened.splice(0)) await collector.close()
  rmSync(directory, { recursive: true, force: true })
})

async function start(...given: Parameters<typeof startRecordingCollector>): Promise<RecordingCollector> {
  const collector = await startRecordingCollector(...given)
  opened.push(collector)
  return collector
}

interface Departed {
  code: number | null
  signal: NodeJS.Signals | null
  durationMs: number
  said: string[]
  complaint: string
}

/** The app of fixtures/leaving-app.ts; `meet` is called once it has said everything. */
async function leave(way: string, url: string, meet: (app: ChildProcess) => void = () => {}): Promise<Departed> {
  const script = new URL('../fixtures/leaving-app.ts', import.meta.url).pathname
  const app = spawn(process.execPath, [script, way, url, directory], { stdio: ['ignore', 'pipe', 'pipe'] })
  const complaint = text(app.stderr)
  const ended = once(app, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const [first] = (await once(app.stdout, 'data')) as [Buffer]
  const startMs = performance.now()
  meet(app)
  const [code, signal] = await ended
  const durationMs = performance.now() - startMs
  return { code, signal, durationMs, said: JSON.parse(String(first)) as string[], complaint: await complaint }
}

function arrivedAt(collector: RecordingCollector, path: string): string[] {
  const ids = collector
    .items()
    .filter((item) => item.path === path)
    .map(({ fields }) => `${String(fields['traceId'])}-${String(fields['spanId'])}`)
  return [...new Set(ids)].toSorted()
}

describe('a process that ends', () => {
  it('by itself, delivers what it has recorded and leaves nothing behind', async () => {
    const collector = await start()
    const { code, said, complaint } = await leave('end', collector.url)
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' })
    expect(arrivedAt(collector, '/v1/traces')).toEqual(said.toSorted())
    expect(arrivedAt(collector, '/v1/logs')).toEqual(said.toSorted())
  })

  it('does so soon when the collector is not there, or never answers', async () => {
    const silent = await start(() => new Promise(() => {}))
    const [absent, mute] = await Promise.all([leave('end', NOWHERE), leave('end', silent.url)])
    expect([absent.code, mute.code]).toEqual([0, 0])
    expect(absent.durationMs).toBeLessThan(1500)
    expect(mute.durationMs).toBeLessThan(3500)
  })

  it.each([
    ['by process.exit', 'exit', undefined, { code: 0, signal: null }],
    ['by an exception', 'throw', undefined, { code: 1, signal: null }],
    ['by SIGTERM', 'wait', 'SIGTERM', { code: null, signal: 'SIGTERM' }],
    ['by SIGINT', 'wait', 'SIGINT', { code: null, signal: 'SIGINT' }],
    ['by SIGTERM, beside others who would rather not', 'stand-back', 'SIGTERM', { code: null, signal: 'SIGTERM' }],
    ['by SIGTERM, its own way', 'listen', 'SIGTERM', { code: 7, signal: null }],
  ] as const)('%s ends as it would without us, and the next one delivers what it had', async (_, way, signal, end) => {
    const collector = await startRecordingCollector()
    const { url } = collector
    await collector.close()
    const departed = await leave(way, url, (app) => signal && app.kill(signal))
    expect(departed).toMatchObject(end)
    const revived = await start(undefined, Number(new URL(url).port))
    const { said } = await leave('end', url)
    const all = [...departed.said, ...said].toSorted()
    expect(arrivedAt(revived, '/v1/logs')).toEqual(all)
    expect(arrivedAt(revived, '/v1/traces')).toEqual(all)
  })

  it('by SIGTERM, after it has drained by itself, has sent each once, and its streams as they ended', async () => {
    const collector = await start(() => sleep(300, { status: 200, body: '{}' }))
    const { code, complaint } = await leave('drain', collector.url, (app) => setTimeout(() => app.kill('SIGTERM'), 150))
    expect(code).toBe(0)
    expect(JSON.parse(complaint)).toMatchObject({
      predictions: { sent: 5, queued: 0, spooled: 0, dropped: {} },
      feedback: { sent: 3, queued: 0, spooled: 0, dropped: {} },
    })
    expect(arrivedAt(collector, '/v1/traces')).toHaveLength(5)
    expect(collector.items()).toHaveLength(8)
    const drained = collector.items().find(({ fields }) => fields['name'] === 'draining')
    expect(drained?.attributes['gen_ai.output.messages']).toContain('onetwo')
    expect(JSON.stringify(drained)).not.toContain('cancelled')
  })

  it('by SIGKILL, has all feedback on disk that is older than a moment', async () => {
    const collector = await start(() => new Promise(() => {}))
    const departed = await leave('wait', collector.url, (app) => setTimeout(() => app.kill('SIGKILL'), 200))
    expect(departed).toMatchObject({ signal: 'SIGKILL' })
    const port = Number(new URL(collector.url).port)
    await collector.close()
    const revived = await start(undefined, port)
    const { said } = await leave('end', revived.url)
    expect(arrivedAt(revived, '/v1/logs')).toEqual([...departed.said, ...said].toSorted())
  })

  it('after closing, has left to the next what the collector did not take', async () => {
    const absent = await startRecordingCollector()
    await absent.close()
    const departed = await leave('close', absent.url)
    expect(departed.code).toBe(0)
    expect(departed.complaint).not.toContain('lost')
    const revived = await start(undefined, Number(new URL(absent.url).port))
    const { said } = await leave('end', revived.url)
    expect(arrivedAt(revived, '/v1/logs')).toEqual([...departed.said, ...said].toSorted())
  })

  it('shares its spool with others that live, and each item arrives once', async () => {
    const absent = await startRecordingCollector()
    await absent.close()
    const apps: ChildProcess[] = []
    const meet = (app: ChildProcess): void => void apps.push(app)
    const both = Promise.all([leave('wait', absent.url, meet), leave('wait', absent.url, meet)])
    while (apps.length < 2) await sleep(10)
    const revived = await start(undefined, Number(new URL(absent.url).port))
    while (revived.items().length < 12) await sleep(20)
    for (const app of apps) app.kill('SIGTERM')
    const said = (await both).flatMap((departed) => departed.said).toSorted()
    expect(arrivedAt(revived, '/v1/logs')).toEqual(said)
    expect(arrivedAt(revived, '/v1/traces')).toEqual(said)
    expect(revived.items()).toHaveLength(12)
  })
})
