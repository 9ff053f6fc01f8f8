import { expect, it } from 'vitest'
import { startRecordingCollector } from '../fixtures/recording-collector.ts'
import { createTrimtab } from '../on-node.ts'
import { readTimeoutMs } from './time-limit.ts'

it('whoever says nonsense for how long to wait waits as long as whoever says nothing', () => {
  for (const options of [undefined, null, {}, 7, 'soon', { timeoutMs: Number.NaN }, { timeoutMs: '5' }])
    expect(readTimeoutMs(options, 10_000)).toBe(10_000)
})

it('no wait is longer than a timer can hold, nor shorter than none', () => {
  expect(readTimeoutMs({ timeoutMs: Infinity }, 1)).toBe(2 ** 31 - 1)
  expect(readTimeoutMs({ timeoutMs: 2 ** 31 }, 1)).toBe(2 ** 31 - 1)
  expect(readTimeoutMs({ timeoutMs: -5 }, 1)).toBe(0)
})

it.each([null, undefined, {}, { timeoutMs: Infinity }, { timeoutMs: 2 ** 40 }, { timeoutMs: Number.NaN }])(
  'with %o, flushing and closing deliver all and never reject',
  async (options) => {
    const collector = await startRecordingCollector()
    const trimtab = createTrimtab({ url: collector.url, spool: false })
    const reply = trimtab.monitor('reply', (question: string) => question)
    reply('one')
    await trimtab.flush(options as undefined)
    expect(trimtab.stats().predictions.sent).toBe(1)
    reply('two')
    await trimtab.close(options as undefined)
    expect(trimtab.stats().predictions).toMatchObject({ sent: 2, queued: 0, dropped: {} })
    await collector.close()
  },
)
