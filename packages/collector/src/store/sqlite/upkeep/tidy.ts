// Gives space back, keeps statistics fresh and the log short, in slices that hold up nobody for long.

import { statSync } from 'node:fs'
import type Database from 'better-sqlite3'
import type { Clock } from '../../../clock.ts'

const MIB = 1024 * 1024
/** Free space is for what comes next; beyond this it is given back. */
const FREE_BYTES_MAX = 64 * MIB
const FREE_SHARE_MAX = 0.1
const FREE_BYTES_MIN = 4 * MIB
/** Moved in one transaction. */
const SLICE_PAGES = 64
const OPTIMIZE_MS = 3_600_000
/** Rows of an index that are looked at. */
const ANALYSED_ROWS = 1000
/** A log beyond it is copied by us and not by who writes. */
const LOG_BYTES = 8 * MIB
/** How much of its file is in use only copying tells, which waits for the disk. */
const LOG_MS = 2_000
/** One beyond that is cut off as soon as it is copied. */
const LOG_BYTES_MAX = 256 * MIB

/** One slice; false where nothing is to be done. */
export type Tidy = () => boolean

interface TidyOptions {
  client: Database.Database
  /** The database file, or ':memory:'. */
  file: string
  clock: Clock
}

export function createTidy({ client, file, clock }: TidyOptions): Tidy {
  let optimizedMs = clock()
  let copiedMs = Number.NEGATIVE_INFINITY

  function giveBack(): boolean {
    const [free, pages, size] = ['freelist_count', 'page_count', 'page_size'].map((name) => pragma(client, name))
    const freeBytes = (free ?? 0) * (size ?? 0)
    const isMuch = (free ?? 0) > (pages ?? 0) * FREE_SHARE_MAX && freeBytes > FREE_BYTES_MIN
    if (!isMuch && freeBytes <= FREE_BYTES_MAX) return false
    client.pragma(`incremental_vacuum(${SLICE_PAGES})`)
    return pragma(client, 'freelist_count') < (free ?? 0)
  }

  function optimize(): void {
    if (clock() - optimizedMs < OPTIMIZE_MS) return
    optimizedMs = clock()
    client.pragma(`analysis_limit = ${ANALYSED_ROWS}`)
    client.pragma('optimize')
  }

  function shortenLog(): void {
    const nowMs = clock()
    // The file keeps its size when it is written from the beginning again, so its size says nothing of what is new in it.
    const bytes = logBytes(file)
    if (bytes < LOG_BYTES || Math.abs(nowMs - copiedMs) < LOG_MS) return
    copiedMs = nowMs
    const [copied] = client.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[]
    if (bytes > LOG_BYTES_MAX && copied !== undefined && copied.log === copied.checkpointed) truncateLog(client)
  }

  return () => {
    optimize()
    shortenLog()
    return giveBack()
  }
}

/** Where nobody reads in it: nobody is waited for. */
function truncateLog(client: Database.Database): void {
  const timeoutMs = pragma(client, 'busy_timeout')
  client.pragma('busy_timeout = 0')
  client.pragma('wal_checkpoint(TRUNCATE)')
  client.pragma(`busy_timeout = ${timeoutMs}`)
}

function pragma(client: Database.Database, name: string): number {
  return Number(client.pragma(name, { simple: true }))
}

function logBytes(file: string): number {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
}
