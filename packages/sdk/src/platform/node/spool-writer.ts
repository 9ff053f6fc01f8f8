// Puts batches into files: each appears under its name whole or not at all. Never throws; what fails is a false and a
// reason, and then the disk is left alone for a while.
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { rename, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { realClock } from '../../clock.ts'
import type { Batch } from '../platform.ts'
import { makeFolder } from './spool-folder.ts'
import { writeBatch } from './spool-format.ts'
import { nameFile, type ShelvedFile, type Shelf } from './spool-shelf.ts'

export interface SpoolWriter {
  /** `freedBytes` are given back as soon as it is written. */
  write: (batch: Batch, freedBytes: number) => Promise<boolean>
  /** Returns the file; undefined where there is none. */
  writeNow: (batch: Batch) => ShelvedFile | undefined
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

  const isUsable = (): boolean => realClock.monotonicMs() >= restsUntilMs

  function fail(why: string): false {
    reason = why
    restsUntilMs = Math.max(restsUntilMs, realClock.monotonicMs() + REST_MS)
    // It may have been taken away.
    hasFolder = false
    return false
  }

  /** Undefined when it would not fit. */
  function prepare(batch: Batch, freedBytes = 0): Prepared | undefined {
    const bytes = writeBatch(batch)
    if (shelf.files() >= FILES_MAX || shelf.bytes() - freedBytes + bytes.byteLength > bytesMax) {
      fail('spool_full')
      return undefined
    }
    sequence += 1
    const name = nameFile({ nowMs: realClock.nowMs(), sequence, count: batch.items.length })
    const path = join(own, name)
    const file = { path, name, bytes: bytes.byteLength, count: batch.items.length, isInHand: false }
    return { bytes, part: `${path}.part`, file }
  }

  function prepareFolder(): void {
    if (!hasFolder) makeFolder(place, own)
    hasFolder = true
  }

  function keep(file: ShelvedFile): ShelvedFile {
    reason = undefined
    shelf.add(file)
    onWritten()
    return file
  }

  return {
    write: async (batch, freedBytes) => {
      if (!isUsable() && freedBytes === 0) return false
      try {
        const prepared = prepare(batch, freedBytes)
        if (prepared === undefined) return false
        prepareFolder()
        await placeFile(prepared)
        keep(prepared.file)
        return true
      } catch {
        return fail('spool_unwritable')
      }
    },
    writeNow: (batch) => {
      if (!isUsable()) return undefined
      try {
        const prepared = prepare(batch)
        if (prepared === undefined) return undefined
        prepareFolder()
        placeFileNow(prepared)
        return keep(prepared.file)
      } catch {
        fail('spool_unwritable')
        return undefined
      }
    },
    isUsable,
    lossReason: () => reason,
    stop: () => {
      restsUntilMs = Infinity
    },
  }
}

interface Prepared {
  file: ShelvedFile
  bytes: Buffer
  /** Where it is until it is whole. */
  part: string
}

async function placeFile({ file, bytes, part }: Prepared): Promise<void> {
  try {
    await writeFile(part, bytes, FILE)
    await rename(part, file.path)
  } catch (error) {
    // On a full disk, half a file takes up what room there is.
    await unlink(part).catch(() => {})
    throw error
  }
}

function placeFileNow({ file, bytes, part }: Prepared): void {
  try {
    writeFileSync(part, bytes, FILE)
    renameSync(part, file.path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}
