// The one error this package throws, and only while it is being set up: never inside a wrapped call.

const MARKER = Symbol.for('trimtab.sdk.error')

/**
 * A mistake in how the SDK was set up. Its message is one plain sentence.
 *
 * @example
 * ```ts
 * import { createTrimtab, TrimtabError } from '@trimtab/sdk'
 *
 * try {
 *   createTrimtab({ url: 'not a url' })
 * } catch (error) {
 *   if (TrimtabError.isInstance(error)) console.error(error.code, error.option)
 * }
 * ```
 */
export class TrimtabError extends Error {
  override readonly name = 'TrimtabError'
  /** Stable, for programs. */
  readonly code: 'options.invalid' | 'opentelemetry.missing' | 'opentelemetry.present'
  /** The option, or the environment variable, that has to change; undefined when it is none of them. */
  readonly option: string | undefined

  constructor(message: string, details: Pick<TrimtabError, 'code' | 'option'> & { cause?: unknown }) {
    super(message, { cause: details.cause })
    this.code = details.code
    this.option = details.option
    Object.defineProperty(this, MARKER, { value: true })
  }

  /** True for an error of any copy of this package; `instanceof` knows only its own. */
  static isInstance(value: unknown): value is TrimtabError {
    return value instanceof Error && MARKER in value
  }
}

/** In plain JavaScript nobody else says that an option is misspelled, and it would be missed for weeks. */
export function refuseUnknownOptions(given: object, known: readonly string[], to: string): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new TrimtabError(`There is no option ${unknown} of ${to}; there are ${known.join(', ')}.`, {
    code: 'options.invalid',
    option: unknown,
  })
}
