// A disk that is full, and one that may not be written: what was acknowledged is there, and the rest was refused.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startCollector } from '../servers/collector.ts'
import { check, type Findings } from './check.ts'
import { createSender } from './sender.ts'

export const DISK_MEBIBYTES = 48
/** What fills most of it, and is taken away again. */
const FILLER_MEBIBYTES = 32
const FULL_WITHIN_MS = 60_000
const STAYS_FULL_MS = 1000

export interface DiskRound extends Findings {
  refused: number
  exitCode: number | null
}

/** Null where this account may not mount: then there is no small disk to try. */
export async function onSmallDisk<Result>(work: (folder: string) => Promise<Result>): Promise<Result | null> {
  const folder = mkdtempSync(join(tmpdir(), 'trimtab-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MEBIBYTES}m`, 'tmpfs', folder])
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true })
    return null
  }
  try {
    return await work(folder)
  } finally {
    spawnSync('umount', [folder])
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Fills the disk under load, frees it, and asks for everything before and after another start. */
export function fillDisk(run: number): Promise<DiskRound | null> {
  return onSmallDisk(async (folder) => {
    const filler = join(folder, 'filler')
    writeFileSync(filler, Buffer.alloc(FILLER_MEBIBYTES * 1024 * 1024))
    const data = join(folder, 'data')
    const sender = createSender(run)
    const collector = await startCollector({ data })
    try {
      const sending = sender.send(collector.url)
      const refusedBy = Date.now() + FULL_WITHIN_MS
      while ((sender.statuses[503] ?? 0) === 0 && Date.now() < refusedBy) await sleep(20)
      await sleep(STAYS_FULL_MS)
      const refused = sender.statuses[503] ?? 0
      sender.stop()
      await sending
      rmSync(filler)
      // The same collector goes on: nobody has to start it again.
      await sender.sendUnanswered(collector.url)
      const findings = await check(collector.url, data, sender.promised, run)
      return { ...findings, refused, exitCode: await collector.stop() }
    } finally {
      await collector.stop()
    }
  })
}

/** What `trimtab serve` says in a folder that may not be written; null where that cannot be tried. */
export function startReadOnly(): Promise<string | null> {
  return onSmallDisk(async (folder) => {
    const data = join(folder, 'data')
    const first = await startCollector({ data })
    await first.stop()
    if (spawnSync('mount', ['-o', 'remount,ro', folder]).status !== 0) return null
    return startCollector({ data }).then(
      async (collector) => {
        await collector.stop()
        return 'it started'
      },
      (error: unknown) => String(error).split('\n').slice(1).join(' ').trim().replaceAll(data, 'FOLDER'),
    )
  })
}
