// What wrapping a function takes, whoever wraps it: refusing what cannot be wrapped, and looking like what was wrapped.
import { PREDICTION_KINDS } from '@trimtab/contract'
import { refuseUnknownOptions, TrimtabError } from '../errors.ts'

/** Any function. */
export type Call = (...parameters: never[]) => unknown

/** Wrapping happens once, when the app starts: a mistake in it is worth an error, unlike one in a call. */
export function refuseNonsense(task: unknown, call: unknown, kind: unknown): void {
  if (typeof task !== 'string' || task === '') throw invalid('task', 'must be a name, such as "support.reply"')
  if (typeof call !== 'function' || isClass(call)) throw invalid('call', 'must be the function to monitor')
  if (kind !== undefined && !PREDICTION_KINDS.some((known) => known === kind)) {
    throw invalid('kind', `must be one of ${PREDICTION_KINDS.join(', ')}`)
  }
}

/** Read once, here: a getter that throws must not do so in a call. */
export function readOptions<Options extends object>(
  given: unknown,
  known: readonly (keyof Options & string)[],
): Partial<Options> {
  const options = copyOptions<Options>(given)
  refuseUnknownOptions(options, known, 'monitor')
  return options
}

function copyOptions<Options extends object>(given: unknown): Partial<Options> {
  try {
    return { ...(given as Options | null | undefined) }
  } catch (cause) {
    throw new TrimtabError('The options given to monitor cannot be read.', {
      code: 'options.invalid',
      option: 'options',
      cause,
    })
  }
}

/** A class is made with `new`, which a wrapper of it could not be. */
function isClass(call: object): boolean {
  return /^class(\s+[\w$]|\s*\{)/.test(Function.prototype.toString.call(call))
}

function invalid(option: string, demand: string): TrimtabError {
  return new TrimtabError(`The ${option} given to monitor ${demand}.`, { code: 'options.invalid', option })
}

/** Its name, its length and whatever else hangs on it: the type says it is the same function. */
export function imitate(wrapper: Call, wrapped: Call): Call {
  for (const key of Reflect.ownKeys(wrapped)) {
    if (key === 'prototype' || key === 'arguments' || key === 'caller') continue
    Reflect.defineProperty(wrapper, key, Object.getOwnPropertyDescriptor(wrapped, key) ?? {})
  }
  return wrapper
}
