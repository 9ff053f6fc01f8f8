// An outcome that ends a command: one sentence for the person at the terminal, and what caused it for the log.
// Anything thrown that is not a Refusal is a defect of ours and keeps its stack trace.

const MARKER = Symbol.for('trimtab.refusal')

export type RefusalCode =
  | 'port.taken'
  | 'host.not_loopback'
  | 'host.unavailable'
  | 'data.unwritable'
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
  | 'format.unknown'

export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly [MARKER] = true
  readonly code: RefusalCode

  constructor(code: RefusalCode, sentence: string, options?: { cause?: unknown }) {
    super(sentence, options)
    this.code = code
  }

  static is(error: unknown): error is Refusal {
    return error instanceof Error && MARKER in error
  }
}
