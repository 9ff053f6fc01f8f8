// The option `spool` and its environment variable to settings. Knows nothing of disks.
import { ENVIRONMENT } from '@trimtab/contract'
import { refuseUnknownOptions } from './errors.ts'
import type { SpoolSettings } from './telemetry/open-recorder.ts'

/** How `spool` is told more than yes or no. */
export interface SpoolOption {
  /** `~/.local/state/trimtab/spool` when not given, or in `XDG_STATE_HOME`. */
  directory?: string | undefined
  /** True also lets predictions wait there, with what they contain. False when not given. */
  predictions?: boolean | undefined
  /** 64 MiB when not given, for each process and each of feedback and predictions. */
  bytesMax?: number | undefined
}

const BYTES_MAX_DEFAULT: number = 64 * 1024 * 1024
const OFF = 'off'
const SPOOL_OPTIONS: readonly (keyof SpoolOption)[] = ['directory', 'predictions', 'bytesMax']

export function readSpool(
  given: unknown,
  variables: { readonly [name: string]: string | undefined },
  complain: (option: string, demand: string) => Error,
): SpoolSettings | undefined {
  const variable = variables[ENVIRONMENT.spool] || undefined
  if (given === false || (given !== true && !isObject(given) && variable === OFF)) return undefined
  if (given !== undefined && given !== null && given !== true && !isObject(given))
    throw complain('spool', 'must be true, false or an object')
  if (isObject(given)) refuseUnknownOptions(given, SPOOL_OPTIONS, 'spool')
  const { directory, predictions = false, bytesMax = BYTES_MAX_DEFAULT } = isObject(given) ? given : {}
  if (directory !== undefined && (typeof directory !== 'string' || directory === ''))
    throw complain('spool.directory', 'must be a path')
  if (typeof predictions !== 'boolean') throw complain('spool.predictions', 'must be true or false')
  if (typeof bytesMax !== 'number' || !(bytesMax > 0)) throw complain('spool.bytesMax', 'must be a number of bytes')
  return { directory: directory ?? (variable === OFF ? undefined : variable), predictions, bytesMax }
}

function isObject(given: unknown): given is { readonly [option: string]: unknown } {
  return typeof given === 'object' && given !== null
}
