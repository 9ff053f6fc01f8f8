// A copy of the whole database as it is at one moment, while others go on writing. A backup either is whole or is not
// there: it gets its name only once it was written to the disk and read again.

import { closeSync, existsSync, fsyncSync, lstatSync, openSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import type Database from 'better-sqlite3'
import { meaningOf, Refusal } from '../../../refusal.ts'
import { type Connection, openReading } from '../connection.ts'
import { isOwnFile } from '../own-files.ts'
import { nameOfPart, removePart, sweepParts } from './part-files.ts'
import { countWhatIsThere, verifyFile, type WhatIsThere } from './verify-file.ts'

/** Of 16 KB. A step takes a few milliseconds, and others have their turn after it. */
const PAGES_PER_STEP = 256

type OnProgress = (done: number, total: number) => void

interface BackupOptions {
  db: Connection
  /** The database file, or ':memory:'. */
  file: string
}

/** Ready to write backups; each refuses a name that is taken. */
export function prepareBackup({ db, file }: BackupOptions) {
  return async (target: string, onProgress: OnProgress = () => undefined): Promise<{ predictions: number }> => {
    refuseOwn(target, file)
    refuseTaken(target)
    const part = nameOfPart(target)
    try {
      sweepParts(target)
      const there = file === ':memory:' ? copyFromMemory(db.$client, part) : await copyAsOfNow(file, part, onProgress)
      sync(part)
      refuseTaken(target)
      renameSync(part, target)
      sync(dirname(target))
      return { predictions: there.prediction ?? 0 }
    } catch (error) {
      removePart(part)
      throw explain(error, target)
    }
  }
}

/**
 * The pages are read within one transaction, so what others commit meanwhile is not seen and the copy never begins anew.
 * The log keeps what they commit until it is done.
 */
async function copyAsOfNow(file: string, part: string, onProgress: OnProgress): Promise<WhatIsThere> {
  const source = openReading(file).$client
  try {
    source.exec('BEGIN')
    const expected = countWhatIsThere(source)
    await source.backup(part, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress(totalPages - remainingPages, totalPages)
        return PAGES_PER_STEP
      },
    })
    source.exec('COMMIT')
    verifyFile(part, expected)
    return expected
  } finally {
    source.close()
  }
}

function copyFromMemory(client: Database.Database, part: string): WhatIsThere {
  client.prepare('VACUUM INTO ?').run(part)
  return countWhatIsThere(client)
}

/** The next start of a collector would take it for its own. */
function refuseOwn(target: string, file: string): void {
  if (file === ':memory:' || !isOwnFile(target, dirname(file))) return
  throw new Refusal('file.exists', `${target} is a name of the database itself; give the backup another.`)
}

/** A link that leads nowhere is there as well. */
function refuseTaken(target: string): void {
  if (lstatSync(target, { throwIfNoEntry: false }) === undefined) return
  throw new Refusal('file.exists', `${target} is there already; a backup takes the place of nothing.`)
}

/** Of a folder, that the name of a new file is on the disk as well. */
function sync(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function explain(error: unknown, target: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!existsSync(dirname(target))) {
    return new Refusal('file.unwritable', `There is no folder ${dirname(target)}.`, { cause: error })
  }
  if (code.startsWith('SQLITE_CORRUPT')) {
    return new Refusal(
      'database.unreadable',
      'The database is damaged, so no backup was made; `trimtab doctor` says more.',
      {
        cause: error,
      },
    )
  }
  if (!code.startsWith('SQLITE_') && !/^E[A-Z]+$/.test(code)) return error
  return new Refusal('file.unwritable', `${target} cannot be written: ${meaningOf(code)}. Nothing was left behind.`, {
    cause: error,
  })
}
