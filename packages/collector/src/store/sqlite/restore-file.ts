// Puts a backup in the place of the database of a folder, on which nobody else runs meanwhile. The backup is copied
// beside it, read from end to end and brought up to date there first: until that has gone well nothing is moved.

import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { makeFolder } from '../../make-folder.ts'
import { meaningOf, Refusal, unreadableFile } from '../../refusal.ts'
import { DATABASE_FILE, openDatabase } from './connection.ts'
import { holdFolder } from './hold.ts'
import { MIGRATIONS_FOLDER } from './migrations-folder.ts'
import { isOwnFile, RESTORE_FILE, withBeside } from './own-files.ts'
import { FOREIGN, refuseDamaged, refuseForeign } from './upkeep/verify-file.ts'

const CHUNK_BYTES = 4 * 1024 * 1024

export interface RestoreOptions {
  backup: string
  /** The data folder. */
  data: string
  /** Whether a database that is there is moved aside; else it is a reason to refuse. */
  isReplacing: boolean
  nowMs: number
  onProgress: (done: number, total: number) => void
}

/** Where the database went that was there, null where there was none. */
export async function restoreFile(options: RestoreOptions): Promise<{ movedTo: string | null }> {
  const { backup, data, isReplacing, nowMs } = options
  const file = join(data, DATABASE_FILE)
  refuseOwn(backup, data)
  refuseUnclosed(backup)
  if (existsSync(file) && !isReplacing) {
    throw new Refusal(
      'database.exists',
      `There is a database in ${data} already; --replace moves it aside, or choose another folder with --data.`,
    )
  }
  const letGo = orUnwritable(data, () => {
    makeFolder(data)
    return holdFolder(data)
  })
  const part = join(data, RESTORE_FILE)
  try {
    removeAll(part)
    await copy(options, part)
    bringUpToDate(options, part)
    return orUnwritable(data, () => {
      const movedTo = existsSync(file) ? nameAside(file, nowMs) : null
      renameSync(part, file)
      sync(data)
      return { movedTo }
    })
  } finally {
    removeAll(part)
    letGo()
  }
}

function refuseOwn(backup: string, data: string): void {
  if (!isOwnFile(backup, data)) return
  throw new Refusal('file.invalid', `${backup} is a file of the database in ${data} itself, and no backup of it.`)
}

/** What is in a log beside it would be missing from a copy. */
function refuseUnclosed(backup: string): void {
  const logs = ['-wal', '-journal'].map((ending) => statSync(`${backup}${ending}`, { throwIfNoEntry: false }))
  if (logs.every((log) => log === undefined || log.size === 0)) return
  throw new Refusal(
    'file.invalid',
    `${backup} is a database that is in use or was not closed; make a backup of it with \`trimtab backup\`.`,
  )
}

async function copy({ backup, data, onProgress }: RestoreOptions, part: string): Promise<void> {
  const source = await open(backup, 'r').catch((error: unknown) => {
    throw unreadableFile(backup, error)
  })
  try {
    const { size } = await source.stat()
    const target = await open(part, 'wx')
    try {
      const chunk = Buffer.alloc(CHUNK_BYTES)
      for (let done = 0; ;) {
        const { bytesRead } = await source.read(chunk).catch((error: unknown) => {
          throw unreadableFile(backup, error)
        })
        if (bytesRead === 0) break
        await target.writeFile(chunk.subarray(0, bytesRead))
        done += bytesRead
        onProgress(done, size)
      }
      await target.sync()
    } finally {
      await target.close()
    }
  } catch (error) {
    throw unwritable(data, error)
  } finally {
    await source.close()
  }
}

/** What is refused is only the copy. */
function bringUpToDate({ backup }: RestoreOptions, part: string): void {
  try {
    refuseEmpty(part)
    const client = openDatabase({ file: part, migrationsFolder: MIGRATIONS_FOLDER, mustExist: true }).$client
    try {
      refuseDamaged(client)
      refuseForeign(client)
    } finally {
      client.close()
    }
  } catch (error) {
    throw explain(error, backup)
  }
}

/** Opening makes a database of an empty file, which is right anywhere but here. */
function refuseEmpty(part: string): void {
  const client = new Database(part, { readonly: true })
  try {
    const table = client.prepare("SELECT 1 FROM sqlite_schema WHERE name = '__drizzle_migrations'").get()
    if (table === undefined) throw Object.assign(new Error('it has no tables of ours'), { code: 'SQLITE_CORRUPT' })
  } finally {
    client.close()
  }
}

function explain(error: unknown, backup: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const options = { cause: error }
  if (code === 'database.newer') {
    const sentence = `${backup} was written by a newer Trimtab; restore it with that version. Nothing was changed.`
    return new Refusal('database.newer', sentence, options)
  }
  if (code === FOREIGN && error instanceof Error) {
    const said = error.message.replace(/^\w/, (letter) => letter.toLowerCase())
    return new Refusal('file.invalid', `${backup} is no backup of Trimtab: ${said} Nothing was changed.`, options)
  }
  if (code === 'database.unreadable' || /^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    return new Refusal('file.invalid', `${backup} is no backup of Trimtab, or damaged. Nothing was changed.`, options)
  }
  return error
}

/**
 * Gives it a second name: the first one goes over to the backup at once, so at no time is there none. A log that cannot
 * be emptied goes with it, for it must never meet another database of its name.
 */
function nameAside(file: string, nowMs: number): string {
  const time = new Date(nowMs).toISOString().replaceAll(':', '-')
  const aside = join(dirname(file), `${basename(file)}.before-restore-${time}`)
  emptyLog(file)
  linkSync(file, aside)
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${aside}-wal`)
  rmSync(`${file}-shm`, { force: true })
  return aside
}

/** What is there may be too damaged for it, which may be why it is replaced. */
function emptyLog(file: string): void {
  try {
    const client = new Database(file)
    try {
      client.pragma('wal_checkpoint(TRUNCATE)')
    } finally {
      client.close()
    }
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
  }
}

function removeAll(part: string): void {
  for (const file of withBeside(part)) rmSync(file, { force: true })
}

/** That the names of new files are on the disk as well. */
function sync(folder: string): void {
  const descriptor = openSync(folder, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

function orUnwritable<Result>(data: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw unwritable(data, error)
  }
}

function unwritable(data: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (Refusal.is(error) || (!code.startsWith('SQLITE_') && !/^E[A-Z]+$/.test(code))) return error
  const sentence = `The folder ${data} cannot be written: ${meaningOf(code)}. Choose another with --data.`
  return new Refusal('data.unwritable', sentence, { cause: error })
}
