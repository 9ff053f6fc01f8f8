// An outcome that ends a command: one sentence for the person at the terminal, and what caused it for the log.
// Anything thrown that is not a Refusal is a defect of ours and keeps its stack trace.

const MARKER = Symbol.for('trimtab.refusal')

export type RefusalCode =
  | 'port.taken'
  | 'host.invalid'
  | 'host.unguarded'
  | 'key.invalid'
  | 'key.not_found'
  | 'host.unavailable'
  | 'forward.invalid'
  | 'data.unwritable'
  | 'data.held'
  | 'database.missing'
  | 'database.newer'
  | 'database.unreadable'
  | 'file.unreadable'
  | 'file.invalid'
  | 'folder.not_empty'
  | 'folder.unwritable'
  | 'dataset.not_found'
  | 'dataset.empty'
  | 'dataset.too_large'

/** What was asked for makes no sense, whatever the state of the machine: exit code 2. */
const WRONG_USAGE = new Set<RefusalCode>([
  'forward.invalid',
  'host.invalid',
  'key.invalid',
  'key.not_found',
  'file.unreadable',
  'file.invalid',
  'dataset.not_found',
])

export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly [MARKER] = true
  readonly code: RefusalCode

  constructor(code: RefusalCode, sentence: string, options?: { cause?: unknown }) {
    super(sentence, options)
    this.code = code
  }

  get isWrongUsage(): boolean {
    return WRONG_USAGE.has(this.code)
  }

  static is(error: unknown): error is Refusal {
    return error instanceof Error && MARKER in error
  }
}
