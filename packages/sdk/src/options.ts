// Options and environment variables to checked settings, once, at createTrimtab: the only place that may complain.
import { DEFAULT_URL, ENVIRONMENT, OPEN_SIGNING_KEY } from '@trimtab/contract'
import type { InputFacts, OutputFacts } from './calls/facts.ts'
import { refuseUnknownOptions, TrimtabError } from './errors.ts'
import type { Capture, CaptureContent, Content } from './privacy/capture.ts'
import { type Redactor, REDACTOR_NAMES } from './privacy/redact.ts'
import { readSpool, type SpoolOption } from './spool-option.ts'
import type { WaitUntil } from './telemetry/hand-over.ts'
import type { Loss } from './telemetry/loss-notice.ts'
import type { SpoolSettings } from './telemetry/open-recorder.ts'

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
  /**
   * How much of what a model is given and answers leaves the app. `all`, if not given.
   *
   * With `metadata` these are withheld: the system instructions, texts and messages in and out, tools, features, a result
   * that is not a number or a boolean, a label of more than 128 characters, stop sequences, and the message of an error.
   * These are still sent: label, score,
   * probabilities and number, which are how drift is seen and truth is compared; the finish reason, tokens, model,
   * parameters, ids, status, type of an error and times; and what you say of a call on purpose: task, key, session,
   * user, tags, metadata, prompt name, variant and consent. Feedback is said on purpose as well. Such a prediction
   * never becomes training data.
   */
  capture?: 'all' | 'metadata' | CaptureFunction | undefined
  /**
   * What is taken out of every text before it leaves the app: ours by name, which leave `[email]`, `[phone]`, `[card]`,
   * `[iban]` or `[secret]`, and functions of yours. None, if not given. What things are told apart by is left as it is:
   * task, key, session, user, variant, prompt name, and the name, label and actor of a feedback.
   */
  redact?: readonly Redactor[] | undefined
  /**
   * The share of predictions that is sent, from 0 to 1, drawn by trace. 1, if not given. Always sent, beside the share:
   * those that failed, those with a business key, and those whose id was asked for or that feedback was given on.
   * Feedback is always sent.
   */
  sample?: number | undefined
  /**
   * What may wait on the disk of this machine for a collector that is away. `true`, if not given: feedback, so that it
   * outlives the process. `false`: nothing. Where there is no disk, nothing either. `TRIMTAB_SPOOL`: a folder, or `off`.
   */
  spool?: boolean | SpoolOption | undefined
  /** Told of everything that is lost. Without it, the console is told once for each reason. */
  onDrop?: ((loss: Loss) => void) | undefined
  /**
   * For functions on a platform that stops them once they have answered: `waitUntil` of their context, which is handed a
   * promise whenever something has to be sent.
   */
  waitUntil?: WaitUntil | undefined
}

/**
 * What a model was given, or what it answered, on its way out: what the `capture` function looks at. Parts of it are the
 * objects of your app, so give a new one instead of changing it.
 */
export type CapturedContent = Content<InputFacts, OutputFacts>

/**
 * Gives what may leave the app, or `'metadata'` for none of it. It is asked before the call with `input`, and after it
 * with `output` or `errorMessage`. Where it throws or gives anything else, nothing of that part leaves.
 */
export type CaptureFunction = CaptureContent<InputFacts, OutputFacts>

export interface Settings {
  /** Without a slash at its end. */
  url: string
  key: string | undefined
  signingKey: string
  service: string | undefined
  environment: string | undefined
  release: string | undefined
  spans: 'own' | 'host'
  capture: Capture<InputFacts, OutputFacts>
  redact: readonly Redactor[]
  sample: number
  spool: SpoolSettings | undefined
  onDrop: ((loss: Loss) => void) | undefined
  waitUntil: WaitUntil | undefined
}

/** Each has an environment variable as well. */
const TEXT_OPTIONS = ['url', 'key', 'signingKey', 'service', 'environment', 'release'] as const
const OPTIONS: readonly (keyof TrimtabOptions)[] = [
  ...TEXT_OPTIONS,
  'spans',
  'capture',
  'redact',
  'sample',
  'spool',
  'onDrop',
  'waitUntil',
]

type TextOption = (typeof TEXT_OPTIONS)[number]

export type Variables = { readonly [name: string]: string | undefined }

export function readSettings(given: TrimtabOptions | null, variables: Variables): Settings {
  const options = given ?? {}
  if (typeof options !== 'object')
    throw new TrimtabError('The options of createTrimtab must be an object.', {
      code: 'options.invalid',
      option: 'options',
    })
  refuseUnknownOptions(options, OPTIONS, 'createTrimtab')
  const read = (option: TextOption): Given => readOption(option, options, variables)
  return {
    url: checkUrl(read('url')),
    key: checkKey(read('key')),
    signingKey: read('signingKey').value ?? OPEN_SIGNING_KEY,
    service: read('service').value,
    environment: read('environment').value,
    release: read('release').value,
    spans: checkSpans(options.spans),
    capture: checkCapture(options.capture),
    redact: checkRedact(options.redact),
    sample: checkSample(options.sample),
    spool: readSpool(options.spool, variables, invalid),
    onDrop: checkFunction('onDrop', options.onDrop),
    waitUntil: checkFunction('waitUntil', options.waitUntil),
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

function checkCapture(given: TrimtabOptions['capture'] | null): Settings['capture'] {
  const capture = given ?? 'all'
  if (capture !== 'all' && capture !== 'metadata' && typeof capture !== 'function')
    throw invalid('capture', "must be 'all', 'metadata' or a function")
  return capture
}

function checkRedact(given: unknown): readonly Redactor[] {
  const redactors: unknown = given ?? []
  // Whoever mistypes a name must not believe that something is redacted.
  if (!Array.isArray(redactors) || !redactors.every(isRedactor))
    throw invalid('redact', `must be a list of ${REDACTOR_NAMES.join(', ')} and functions`)
  return [...redactors]
}

function isRedactor(given: unknown): given is Redactor {
  return typeof given === 'function' || REDACTOR_NAMES.some((name) => name === given)
}

function checkSample(given: unknown): number {
  const sample = given ?? 1
  if (typeof sample !== 'number' || !(sample >= 0 && sample <= 1))
    throw invalid('sample', 'must be a number from 0 to 1')
  return sample
}

function checkFunction<Callback>(option: string, given: Callback | null): Callback | undefined {
  const value = given ?? undefined
  if (value !== undefined && typeof value !== 'function') throw invalid(option, 'must be a function')
  return value
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
