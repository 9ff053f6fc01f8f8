// Batches on the disk of this machine. Each process has a folder of its own, which nobody else touches while it lives, and
// takes over those of dead ones. Nothing here rejects.
import { readFile, rename, rmdir, unlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { clearRealInterval, realClock, setRealInterval } from '../../clock.ts'
import type { Spool, SpoolFile, SpoolOptions } from '../platform.ts'
import { adoptFolders } from './spool-adoption.ts'
import { placeOf } from './spool-folder.ts'
import { readBatch } from './spool-format.ts'
import { HEARTBEAT_MS, nameFolder, nameLeftFolder, readSelf } from './spool-owner.ts'
import { createShelf, type ShelvedFile } from './spool-shelf.ts'
import { createSpoolWriter } from './spool-writer.ts'

export function openSpool({ directory, destination, bytesMax, onAdopted, onUnreadable }: SpoolOptions): Spool {
  const self = readSelf()
  const place = placeOf(directory, destination)
  const own = join(place, nameFolder({ openedMs: self.nowMs, host: self.host, pid: self.pid }))
  const shelf = createShelf()
  const heart = createHeart()
  const writer = createSpoolWriter({ place, own, shelf, bytesMax, onWritten: () => heart.keep(own) })
  let adopting: Promise<void> | undefined
  let isClosed = false

  async function adopt(): Promise<void> {
    for (const { folder, files, foreignCount } of await adoptFolders(place)) {
      heart.keep(folder)
      for (const file of files) {
        shelf.add(file)
        onAdopted(file.count)
      }
      onAdopted(foreignCount)
      onUnreadable(foreignCount)
    }
    adopting = undefined
  }

  async function discard(file: ShelvedFile): Promise<void> {
    shelf.remove(file)
    await unlink(file.path).catch(() => {})
  }

  async function open(file: ShelvedFile): Promise<SpoolFile | undefined> {
    file.isInHand = true
    const bytes = await readFile(file.path).catch(() => undefined)
    const batch = bytes && readBatch(bytes)
    if (batch === undefined || batch.items.length !== file.count) {
      await discard(file)
      onUnreadable(file.count)
      return undefined
    }
    return {
      batch,
      bytes: file.bytes,
      remove: () => discard(file),
      putBack: () => {
        file.isInHand = false
      },
    }
  }

  return {
    write: async (batch, replaced = []) => {
      const freedBytes = replaced.reduce((bytes, file) => bytes + file.bytes, 0)
      if (!(await writer.write(batch, freedBytes))) return false
      for (const file of replaced) await file.remove()
      return true
    },
    writeNow: writer.writeNow,
    isUsable: writer.isUsable,
    lossReason: writer.lossReason,
    take: async () => {
      for (let file = shelf.oldest(); file !== undefined; file = shelf.oldest()) {
        const opened = await open(file)
        if (opened !== undefined) return opened
      }
      return undefined
    },
    adopt: async () => {
      if (!isClosed) await (adopting ??= adopt())
    },
    count: () => shelf.items(),
    close: async () => {
      isClosed = true
      writer.stop()
      await adopting
      for (const folder of heart.stop()) {
        // An empty folder goes; one with something in it is for whoever comes next.
        await rmdir(folder).catch(() => {})
        await rename(folder, join(place, nameLeftFolder(self.nowMs))).catch(() => {})
      }
    },
  }
}

interface Heart {
  /** From now on the folder shows that its owner lives. */
  keep: (folder: string) => void
  /** Returns those it was kept for. */
  stop: () => ReadonlySet<string>
}

function createHeart(): Heart {
  const folders = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  function beat(): void {
    const nowSeconds = realClock.nowMs() / 1000
    for (const folder of folders) utimes(folder, nowSeconds, nowSeconds).catch(() => {})
  }

  return {
    keep: (folder) => {
      folders.add(folder)
      if (timer !== undefined) return
      timer = setRealInterval(beat, HEARTBEAT_MS)
      timer.unref()
    },
    stop: () => {
      clearRealInterval(timer)
      return folders
    },
  }
}
