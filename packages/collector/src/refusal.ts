// An outcome that ends a command: one sentence for the person at the terminal, and what caused it for the log.
// Anything thrown that is not a Refusal is a defect of ours and keeps its stack trace.

import type { SchemaIssue } from './schema-issue.ts'

const MARKER = Symbol.for('trimtab.refusal')

export type RefusalCode =
  | 'port.taken'
  | 'host.invalid'
  | 'host.unguarded'
  | 'key.invalid'
  | 'key.not_found'
  | 'signing_keys.too_many'
  | 'alert_rules.invalid'
  | 'drift.invalid'
  | 'task.not_found'
  | 'host.unavailable'
  | 'forward.invalid'
  | 'data.unwritable'
  | 'data.held'
  | 'database.missing'
  | 'database.newer'
  | 'database.unreadable'
  | 'file.unreadable'
  | 'file.invalid'
  | 'file.exists'
  | 'file.unwritable'
  | 'database.exists'
  | 'folder.not_empty'
  | 'folder.unwritable'
  | 'dataset.not_found'
  | 'dataset.empty'
  | 'dataset.too_large'
  | 'person.not_found'
  | 'answer.missing'
  | 'query.too_slow'
  | 'query.busy'
  | 'job.lost'
  | 'queue.full'
  | 'review.busy'
  | 'review.forbidden'
  | 'review.gone'
  | 'review.invalid'
  | 'review.not_found'

/** What was asked for makes no sense, whatever the state of the machine: exit code 2. */
const WRONG_USAGE = new Set<RefusalCode>([
  'forward.invalid',
  'host.invalid',
  'key.invalid',
  'key.not_found',
  'signing_keys.too_many',
  'file.unreadable',
  'file.invalid',
  'dataset.not_found',
  'drift.invalid',
  'task.not_found',
])

export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly [MARKER] = true
  readonly code: RefusalCode
  /** For a program: what of what was said is wrong where. */
  readonly issues: SchemaIssue[] | undefined

  constructor(
    code: RefusalCode,
    sentence: string,
    { issues, ...options }: { cause?: unknown; issues?: SchemaIssue[] } = {},
  ) {
    super(sentence, options)
    this.code = code
    this.issues = issues
  }

  get isWrongUsage(): boolean {
    return WRONG_USAGE.has(this.code)
  }

  static is(error: unknown): error is Refusal {
    return error instanceof Error && MARKER in error
  }
}

const MEANING: { readonly [code: string]: string } = {
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'what it is on may only be read',
  ENOSPC: 'its disk is full',
  EDQUOT: 'this user may use no more of its disk',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'something in its path is a file and no folder',
  EISDIR: 'it is a folder',
  EEXIST: 'there is a file in its place',
  EMFILE: 'too many files are open',
  ELOOP: 'its links lead round in a circle',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'its disk fails',
  SQLITE_CANTOPEN: 'the database in it cannot be opened',
  SQLITE_READONLY: 'the database in it may only be read',
  SQLITE_FULL: 'its disk is full',
  // The log needs a little memory that all share, in a file.
  SQLITE_IOERR_SHMSIZE: 'its disk is full',
  SQLITE_IOERR: 'its disk fails',
  Z_BUF_ERROR: 'its gzip breaks off in the middle',
  Z_DATA_ERROR: 'it is not gzip, or damaged',
}

/** What the machine means by a code, for a person; the code itself where we have no words for it. */
export function meaningOf(code: string): string {
  const [database = ''] = /^SQLITE_[A-Z]+/.exec(code) ?? []
  return MEANING[code] ?? MEANING[database] ?? code
}

export function unreadableFile(file: string, cause: unknown): Refusal {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const sentence =
    code === 'ENOENT'
      ? `${file} does not exist.`
      : `${file} cannot be read${code === '' ? '' : `: ${meaningOf(code)}`}.`
  return new Refusal('file.unreadable', sentence, { cause })
}

/** What becomes of a database that was open while the machine refused something; null: a defect of ours. */
export function refusedByMachine(error: unknown): Refusal | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const options = { cause: error }
  if (/^SQLITE_(FULL|IOERR|READONLY)/.test(code)) {
    const sentence = `The database could not be written to the end: ${meaningOf(code)}.`
    return new Refusal('data.unwritable', sentence, options)
  }
  if (code.startsWith('SQLITE_CORRUPT')) {
    return new Refusal('database.unreadable', 'The database is damaged; `trimtab doctor` says more.', options)
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new Refusal('database.unreadable', 'The database is held by another program; end it and try again.', options)
  }
  return null
}
