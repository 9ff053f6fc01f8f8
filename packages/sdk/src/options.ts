// Options and environment variables to checked settings, once, at createTrimtab: the only place that may complain.
import { DEFAULT_URL, ENVIRONMENT, OPEN_SIGNING_KEY } from '@trimtab/contract'
import { TrimtabError } from './errors.ts'

/** What {@link createTrimtab} takes. An option that is not given comes from its environment variable. */
export interface TrimtabOptions {
  /** Where the collector is. `TRIMTAB_URL`, else `http://127.0.0.1:4318`. */
  url?: string | undefined
  /** The API key, for a collector that asks for one. `TRIMTAB_KEY`. */
  key?: string | undefined
  /** What feedback tokens are signed with; the collector must have the same. `TRIMTAB_SIGNING_KEY`. */
  signingKey?: string | undefined
  /** The name of this app. `TRIMTAB_SERVICE`. */
  service?: string | undefined
  /** Such as `production`. `TRIMTAB_ENVIRONMENT`. */
  environment?: string | undefined
  /** The version of this app. `TRIMTAB_RELEASE`. */
  release?: string | undefined
  /**
   * `own`, if not given: predictions line up with the traces of the app's own OpenTelemetry, and nobody else sees them.
   * `host`: they are also spans of that OpenTelemetry, which all its exporters see, prompts included.
   */
  spans?: 'own' | 'host' | undefined
}

export interface Settings {
  /** Without a slash at its end. */
  url: string
  key: string | undefined
  signingKey: string
  service: string | undefined
  environment: string | undefined
  release: string | undefined
  spans: 'own' | 'host'
}

/** Each has an environment variable as well. */
const TEXT_OPTIONS = ['url', 'key', 'signingKey', 'service', 'environment', 'release'] as const
const OPTIONS: readonly (keyof TrimtabOptions)[] = [...TEXT_OPTIONS, 'spans']

type TextOption = (typeof TEXT_OPTIONS)[number]

export type Variables = { readonly [name: string]: string | undefined }

export function readSettings(given: TrimtabOptions | null, variables: Variables): Settings {
  const options = given ?? {}
  const unknown = Object.keys(options).find((name) => !OPTIONS.some((option) => option === name))
  if (unknown !== undefined) throw invalid(unknown, `must be one of ${OPTIONS.join(', ')}`)
  const read = (option: TextOption): Given => readOption(option, options, variables)
  return {
    url: checkUrl(read('url')),
    key: checkKey(read('key')),
    signingKey: read('signingKey').value ?? OPEN_SIGNING_KEY,
    service: read('service').value,
    environment: read('environment').value,
    release: read('release').value,
    spans: checkSpans(options.spans),
  }
}

interface Given {
  value: string | undefined
  /** The name to complain about. */
  from: string
}

function readOption(option: TextOption, options: TrimtabOptions, variables: Variables): Given {
  const given: unknown = options[option]
  if (given !== undefined && typeof given !== 'string') throw invalid(option, 'must be a string')
  // An empty variable is what a deployment writes for "not set".
  if (given) return { value: given, from: option }
  return { value: variables[ENVIRONMENT[option]] || undefined, from: ENVIRONMENT[option] }
}

function checkUrl({ value, from }: Given): string {
  const text = value ?? DEFAULT_URL
  if (!URL.canParse(text)) throw invalid(from, `must be an address such as ${DEFAULT_URL}`)
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw invalid(from, 'must start with http:// or https://')
  if (url.username || url.password) throw invalid(from, 'must not carry a user or a password; use the option key')
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

function checkSpans(given: unknown): 'own' | 'host' {
  if (given !== undefined && given !== 'own' && given !== 'host') throw invalid('spans', "must be 'own' or 'host'")
  return given ?? 'own'
}

function checkKey({ value, from }: Given): string | undefined {
  // Anything else cannot stand in a header, and every single request would fail.
  if (value !== undefined && !/^[\x21-\x7e]+$/.test(value))
    throw invalid(from, 'must be printable ASCII without spaces')
  return value
}

function invalid(option: string, demand: string): TrimtabError {
  return new TrimtabError(`The option ${option} ${demand}.`, { code: 'options.invalid', option })
}
