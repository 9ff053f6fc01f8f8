import { afterEach, expect, it, vi } from 'vitest'
import { startRecordingCollector } from './fixtures/recording-collector.ts'
import { createTrimtab } from './on-node.ts'

afterEach(() => {
  vi.useRealTimers()
})

it('an app whose tests have stopped the clock can flush and close all the same', async () => {
  let isFirst = true
  const collector = await startRecordingCollector(() => {
    const status = isFirst ? 503 : 200
    isFirst = false
    return { status, headers: { 'retry-after': '0' } }
  })
  const silent = await startRecordingCollector(() => new Promise(() => {}))
  vi.useFakeTimers({ now: Date.UTC(2000, 0) })
  const trimtab = createTrimtab({ url: collector.url, spool: false })
  trimtab.monitor('reply', (question: string) => question)('one')
  await trimtab.flush()
  expect(trimtab.stats().predictions).toMatchObject({ sent: 1, queued: 0, dropped: {} })
  const hopeless = createTrimtab({ url: silent.url, spool: false, onDrop: () => {} })
  hopeless.monitor('reply', (question: string) => question)('one')
  hopeless.truth(Array.from({ length: 1000 }, (_, index) => ({ key: `loan-${index}`, label: 'repaid' })))
  await hopeless.flush({ timeoutMs: 50 })
  await hopeless.close({ timeoutMs: 50 })
  expect(hopeless.stats().predictions).toMatchObject({ sent: 0, queued: 0, dropped: { closed: 1 } })
  await Promise.all([collector.close(), silent.close()])
})
