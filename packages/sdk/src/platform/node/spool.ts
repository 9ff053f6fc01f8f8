// Batches on the disk of this machine. Each process has a folder of its own, which nobody else touches while it lives, and
// takes over those of dead ones. Nothing here rejects.
import { readFile, rename, rmdir, unlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { clearRealInterval, realClock, setRealInterval } from '../../clock.ts'
import type { Batch, Spool, SpoolFile, SpoolOptions } from '../platform.ts'
import { adoptFolders } from './spool-adoption.ts'
import { placeOf } from './spool-folder.ts'
import { readBatch } from './spool-format.ts'
import { HEARTBEAT_MS, nameFolder, nameLeftFolder, readSelf } from './spool-owner.ts'
import { createShelf, type Shelf, type ShelvedFile } from './spool-shelf.ts'
import { createSpoolWriter } from './spool-writer.ts'

/** So many files in a row that cannot be read just now are enough for one attempt. */
const READ_FAILURES_MAX = 8

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

  const { hold, take } = createReader({ shelf, discard, onUnreadable })

  return {
    write: async (batch, replaced = []) => {
      const freedBytes = replaced.reduce((bytes, file) => bytes + file.bytes, 0)
      if (!(await writer.write(batch, freedBytes))) return false
      for (const file of replaced) await file.remove()
      return true
    },
    writeNow: (batch) => {
      const file = writer.writeNow(batch)
      return file && hold(file, batch)
    },
    isUsable: writer.isUsable,
    lossReason: writer.lossReason,
    take,
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

interface Reader {
  /** The handle of a file, which is in hand from now on. */
  hold: (file: ShelvedFile, batch: Batch) => SpoolFile
  take: Spool['take']
}

interface ReaderHost {
  shelf: Shelf
  discard: (file: ShelvedFile) => Promise<void>
  onUnreadable: (count: number) => void
}

function createReader({ shelf, discard, onUnreadable }: ReaderHost): Reader {
  function hold(file: ShelvedFile, batch: Batch): SpoolFile {
    file.isInHand = true
    return {
      batch,
      bytes: file.bytes,
      remove: () => discard(file),
      putBack: () => {
        file.isInHand = false
      },
    }
  }

  /** Undefined for what is gone, damaged or not ours. Rejects where it could not be read, which says nothing about it. */
  async function open(file: ShelvedFile): Promise<SpoolFile | undefined> {
    const bytes = await readFile(file.path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    })
    const batch = bytes && readBatch(bytes)
    if (batch?.items.length === file.count) return hold(file, batch)
    await discard(file)
    onUnreadable(file.count)
    return undefined
  }

  async function take(): Promise<SpoolFile | undefined> {
    const unread: ShelvedFile[] = []
    try {
      while (unread.length < READ_FAILURES_MAX) {
        const file = shelf.oldest()
        if (file === undefined) return undefined
        file.isInHand = true
        // Too many open files, or a disk that fails for a moment: it stays, and the next one may be better off.
        const opened = await open(file).catch(() => void unread.push(file))
        if (opened !== undefined) return opened
      }
      return undefined
    } finally {
      for (const file of unread) file.isInHand = false
    }
  }

  return { hold, take }
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
