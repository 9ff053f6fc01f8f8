import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { nodePlatform } from '../platform/node/node-platform.ts'
import type { Platform } from '../platform/platform.ts'
import type { Exporter } from './exporter.ts'
import type { Verdict } from './verdict.ts'
import { createRecorder, type Disk, RECORDER_LIMITS } from './recorder.ts'

/** Waits that would take seconds take a moment. */
const platform: Platform = {
  ...nodePlatform,
  startTimer: (delayMs, ring) => nodePlatform.startTimer(Math.min(delayMs, 1), ring),
}

const away: Verdict = { outcome: 'unavailable', reason: 'ECONNREFUSED', retryAfterMs: null }
const verdict = fc.constantFrom<Verdict>(
  { outcome: 'accepted', rejected: 0 },
  { outcome: 'accepted', rejected: 1 },
  { outcome: 'too_large' },
  { outcome: 'refused', reason: 'http_400' },
  away,
  away,
)

const disk = fc.constantFrom<Disk['use'] | 'none'>('first', 'overflow', 'none')
const step = fc.oneof(fc.nat(20), fc.constantFrom('flush' as const, 'save' as const, 'turn' as const))

function openDisk(directory: string, use: Disk['use'] | 'none', bytesMax: number): Disk | undefined {
  if (use === 'none' || nodePlatform.openSpool === undefined) return undefined
  const { openSpool } = nodePlatform
  return { use, open: (events) => openSpool({ directory, destination: 'd', bytesMax, ...events }) }
}

it('whatever the collector says in whatever order, each item is sent once, or counted, or lies on disk', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(verdict, { maxLength: 12 }),
      fc.array(step, { maxLength: 8 }),
      disk,
      fc.constantFrom(500, 1_000_000),
      async (said, steps, use, bytesMax) => {
        const verdicts = [...said]
        const directory = mkdtempSync(join(tmpdir(), 'trimtab-fates-'))
        const arrived: string[] = []
        let isOpen = true
        const send: Exporter = ({ items }) => {
          const answer = verdicts.shift() ?? (isOpen ? { outcome: 'accepted', rejected: 0 } : away)
          // Whoever rejects one of those it was sent keeps the others.
          if (answer.outcome === 'accepted') arrived.push(...items.slice(Math.min(answer.rejected, items.length)))
          return Promise.resolve(answer)
        }
        const open = () =>
          createRecorder({
            send,
            envelope: { before: '[', after: ']' },
            platform,
            disk: openDisk(directory, use, bytesMax),
            limits: {
              ...RECORDER_LIMITS,
              queue: { itemsMax: 50, bytesMax: 10_000 },
              batch: { itemsMax: 7, bytesMax: 200 },
            },
            random: () => 0,
          })
        const recorder = open()
        let recorded = 0
        for (const action of steps) {
          if (action === 'flush') await recorder.flush(20)
          // As when a signal comes and the app goes on: whatever is under way then.
          else if (action === 'save') recorder.save()
          else if (action === 'turn') await new Promise((resolve) => setTimeout(resolve, 1))
          else for (let count = 0; count < action; count += 1) recorder.record(`"item ${recorded++}"`)
        }
        isOpen = false
        await recorder.close(20)
        const first = recorder.stats()
        const lost = Object.values(first.dropped).reduce((sum, count) => sum + count, 0)
        expect(first.queued).toBe(0)
        expect(first.sent + lost + first.spooled).toBe(recorded)
        expect(arrived).toHaveLength(first.sent)

        // The next process finds the rest.
        isOpen = true
        verdicts.length = 0
        const heir = open()
        await heir.flush(2000)
        await heir.close(100)
        expect(heir.stats()).toMatchObject({ sent: first.spooled, queued: 0, spooled: 0, dropped: {} })
        expect(new Set(arrived).size).toBe(arrived.length)
        expect(arrived).toHaveLength(first.sent + first.spooled)
        rmSync(directory, { recursive: true, force: true })
      },
    ),
    { numRuns: 200 },
  )
}, 60_000)

it('a flush that delivered everything leaves nothing on disk, however many files it was in', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'trimtab-many-files-'))
  const recorder = createRecorder({
    send: () => Promise.resolve({ outcome: 'accepted', rejected: 0 }),
    envelope: { before: '[', after: ']' },
    platform: nodePlatform,
    disk: openDisk(directory, 'first', 10_000_000),
    limits: { ...RECORDER_LIMITS, batch: { itemsMax: 300, bytesMax: 1_000_000 }, delayMs: 60_000 },
  })
  for (let number = 0; number < 200; number += 1) {
    recorder.record(String(number))
    await new Promise((resolve) => setTimeout(resolve, 12))
    if (number % 50 === 49) await recorder.flush(0)
  }
  await recorder.flush(5000)
  expect(recorder.stats()).toMatchObject({ sent: 200, queued: 0, spooled: 0 })
  await recorder.close(100)
  rmSync(directory, { recursive: true, force: true })
})
