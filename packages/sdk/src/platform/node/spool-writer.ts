// Puts batches into files: each appears under its name whole or not at all. Never throws; what fails is a false and a
// reason, and then the disk is left alone for a while.
import { renameSync, writeFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Batch } from '../platform.ts'
import { makeFolder } from './spool-folder.ts'
import { writeBatch } from './spool-format.ts'
import { nameFile, type ShelvedFile, type Shelf } from './spool-shelf.ts'

export interface SpoolWriter {
  /** `freedBytes` are given back as soon as it is written. */
  write: (batch: Batch, freedBytes: number) => Promise<boolean>
  writeNow: (batch: Batch) => boolean
  isUsable: () => boolean
  lossReason: () => string | undefined
  stop: () => void
}

export interface SpoolWriterHost {
  /** The folder of the destination, and that of this process in it. */
  place: string
  own: string
  shelf: Shelf
  bytesMax: number
  onWritten: () => void
}

/** Each takes up a block of the disk, however short it is. */
const FILES_MAX = 16_384
/** After a failed write the disk is left alone for so long. */
const REST_MS = 5000
const FILE = { flag: 'wx', mode: 0o600 } as const

export function createSpoolWriter({ place, own, shelf, bytesMax, onWritten }: SpoolWriterHost): SpoolWriter {
  let sequence = 0
  let reason: string | undefined
  let restsUntilMs = -Infinity
  let hasFolder = false

  const isUsable = (): boolean => Date.now() >= restsUntilMs

  function fail(why: string): false {
    reason = why
    restsUntilMs = Math.max(restsUntilMs, Date.now() + REST_MS)
    // It may have been taken away.
    hasFolder = false
    return false
  }

  /** Undefined when it would not fit. */
  function prepare(batch: Batch, freedBytes = 0): { bytes: Buffer; part: string; file: ShelvedFile } | undefined {
    const bytes = writeBatch(batch)
    if (shelf.files() >= FILES_MAX || shelf.bytes() - freedBytes + bytes.byteLength > bytesMax) {
      fail('spool_full')
      return undefined
    }
    sequence += 1
    const name = nameFile({ nowMs: Date.now(), sequence, count: batch.items.length })
    const path = join(own, name)
    const file = { path, name, bytes: bytes.byteLength, count: batch.items.length, isInHand: false }
    return { bytes, part: `${path}.part`, file }
  }

  function prepareFolder(): void {
    if (!hasFolder) makeFolder(place, own)
    hasFolder = true
  }

  function keep(file: ShelvedFile): true {
    reason = undefined
    shelf.add(file)
    onWritten()
    return true
  }

  return {
    write: async (batch, freedBytes) => {
      if (!isUsable() && freedBytes === 0) return false
      try {
        const prepared = prepare(batch, freedBytes)
        if (prepared === undefined) return false
        prepareFolder()
        await writeFile(prepared.part, prepared.bytes, FILE)
        await rename(prepared.part, prepared.file.path)
        return keep(prepared.file)
      } catch {
        return fail('spool_unwritable')
      }
    },
    writeNow: (batch) => {
      if (!isUsable()) return false
      try {
        const prepared = prepare(batch)
        if (prepared === undefined) return false
        prepareFolder()
        writeFileSync(prepared.part, prepared.bytes, FILE)
        renameSync(prepared.part, prepared.file.path)
        return keep(prepared.file)
      } catch {
        return fail('spool_unwritable')
      }
    },
    isUsable,
    lossReason: () => reason,
    stop: () => {
      restsUntilMs = Infinity
    },
  }
}
