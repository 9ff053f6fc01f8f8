// Batches on the disk of this machine. Each process has a folder of its own, which nobody else touches while it lives; a
// file appears in it whole or not at all. No call of this file rejects: what fails is a false, and a reason.
import { renameSync, writeFileSync } from 'node:fs'
import { readFile, rename, rmdir, unlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Batch, Spool, SpoolFile, SpoolOptions } from '../platform.ts'
import { adoptFolders } from './spool-adoption.ts'
import { makeFolder, placeOf } from './spool-folder.ts'
import { readBatch, writeBatch } from './spool-format.ts'
import { HEARTBEAT_MS, nameFolder, nameLeftFolder, readSelf } from './spool-owner.ts'
import { createShelf, nameFile, type ShelvedFile } from './spool-shelf.ts'

/** Each takes up a block of the disk, however short it is. */
const FILES_MAX = 16_384
/** After a failed write the disk is left alone for so long. */
const REST_MS = 5000
const FILE_MODE = 0o600

export function openSpool({ directory, destination, bytesMax, onAdopted, onUnreadable }: SpoolOptions): Spool {
  const self = readSelf()
  const openedMs = Date.now()
  const place = placeOf(directory, destination)
  const own = join(place, nameFolder({ openedMs, host: self.host, pid: self.pid }))
  const shelf = createShelf()
  /** Others that were a dead process's and are named as ours now. */
  let adopted: string[] = []
  let sequence = 0
  let reason: string | undefined
  let failedMs = -Infinity
  let adopting: Promise<void> | undefined
  let isClosed = false
  let heart: NodeJS.Timeout | undefined
  let hasFolder = false

  function beat(): void {
    const now = new Date()
    for (const folder of hasFolder ? [own, ...adopted] : adopted) utimes(folder, now, now).catch(() => {})
  }

  function startHeart(): void {
    if (heart !== undefined) return
    heart = setInterval(beat, HEARTBEAT_MS)
    heart.unref()
  }

  function isUsable(): boolean {
    return !isClosed && Date.now() - failedMs >= REST_MS
  }

  function prepare(batch: Batch): { bytes: Buffer; file: ShelvedFile } | undefined {
    if (!isUsable()) return undefined
    const bytes = writeBatch(batch)
    if (shelf.files() >= FILES_MAX || shelf.bytes() + bytes.byteLength > bytesMax) {
      fail('spool_full')
      return undefined
    }
    sequence += 1
    const name = nameFile({ nowMs: Date.now(), sequence, count: batch.items.length })
    const file = { path: join(own, name), name, bytes: bytes.byteLength, count: batch.items.length, isInHand: false }
    return { bytes, file }
  }

  function keep(file: ShelvedFile): true {
    startHeart()
    hasFolder = true
    reason = undefined
    shelf.add(file)
    return true
  }

  function fail(why: string): false {
    reason = why
    failedMs = Date.now()
    // It may have been taken away.
    hasFolder = false
    return false
  }

  async function adopt(): Promise<void> {
    if (isClosed) return
    const found = await adoptFolders(place)
    if (found.length > 0) startHeart()
    for (const { folder, files, foreignCount } of found) {
      adopted.push(folder)
      for (const file of files) {
        shelf.add(file)
        onAdopted(file.count)
      }
      onAdopted(foreignCount)
      onUnreadable(foreignCount)
    }
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
    write: async (batch) => {
      const prepared = prepare(batch)
      if (prepared === undefined) return false
      const { bytes, file } = prepared
      try {
        if (!hasFolder) makeFolder(place, own)
        await writeFile(`${file.path}.part`, bytes, { flag: 'wx', mode: FILE_MODE })
        await rename(`${file.path}.part`, file.path)
        return keep(file)
      } catch {
        return fail('spool_unwritable')
      }
    },
    writeNow: (batch) => {
      const prepared = prepare(batch)
      if (prepared === undefined) return false
      const { bytes, file } = prepared
      try {
        if (!hasFolder) makeFolder(place, own)
        writeFileSync(`${file.path}.part`, bytes, { flag: 'wx', mode: FILE_MODE })
        renameSync(`${file.path}.part`, file.path)
        return keep(file)
      } catch {
        return fail('spool_unwritable')
      }
    },
    take: async () => {
      for (let file = shelf.oldest(); file !== undefined; file = shelf.oldest()) {
        const opened = await open(file)
        if (opened !== undefined) return opened
      }
      return undefined
    },
    adopt: () => {
      adopting ??= adopt().finally(() => {
        adopting = undefined
      })
      return adopting
    },
    isUsable,
    count: () => shelf.items(),
    lossReason: () => reason,
    close: async () => {
      isClosed = true
      await adopting
      clearInterval(heart)
      for (const folder of [...adopted, own]) {
        // An empty folder goes; one with something in it is for whoever comes next.
        await rmdir(folder).catch(() => {})
        await rename(folder, join(place, nameLeftFolder(openedMs))).catch(() => {})
      }
      adopted = []
    },
  }
}
