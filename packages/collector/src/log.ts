// What the collector writes about itself: a line for each start, stop, refusal and defect, and nothing of what people
// said, what models answered or what lets anybody in. It takes words of ours and short facts, never a value of a sender.

import { pino } from 'pino'
import type { Clock } from './clock.ts'

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export const LOG_FORMATS = ['json', 'text'] as const
export type LogFormat = (typeof LOG_FORMATS)[number]

/** How long what happens again is counted instead of told. */
export const REPEAT_MS = 60_000

/** Kinds that are told apart at once; past it the count of the oldest is told early. */
export const REPEATED_KINDS_MAX = 100

/** Facts of a line: ids, addresses, codes and counts. */
type LogFacts = {
  [fact in 'url' | 'code' | 'count' | 'address' | 'keyId' | 'data' | 'reason']?: string | number
}

/** Named so by a mistake of ours, they still do not reach the log, also one level down. */
const REDACTED = [
  'key',
  'token',
  'authorization',
  'cookie',
  'password',
  'secret',
  'body',
  'content',
  'headers',
  'params',
]

const MESSAGE_CHARS_MAX = 200
const FRAMES_MAX = 6
const CAUSES_MAX = 3

export interface Log {
  info: (event: string, facts?: LogFacts) => void
  warn: (event: string, facts?: LogFacts) => void
  /** A failure of ours. The same one again within a minute is counted and told once. */
  defect: (error: unknown) => void
  /** A request without the right key. More of the kind within a minute are counted and told once. */
  refusal: (facts: { code: string; address: string }) => void
  /** Tells the counts that are left. */
  close: () => void
}

interface LogOptions {
  level: LogLevel
  format: LogFormat
  clock: Clock
  /** Values that must not be seen in any line, such as the signing key. */
  secrets?: readonly string[]
  write: (line: string) => void
}

interface Said {
  level: 'error' | 'warn' | 'info'
  event: string
  facts: object
}

interface Repeated extends Said {
  sinceMs: number
  again: number
}

interface DescribedError {
  name: string
  code?: string
  path?: string
  detail: string
  frames?: string[]
  cause?: DescribedError
}

export function createLog({ level, format, clock, secrets = [], write }: LogOptions): Log {
  const paths = REDACTED.flatMap((name) => [name, `*.${name}`])
  const lines = pino(
    { level, base: null, redact: { paths, censor: '[redacted]' }, timestamp: () => `,"time":"${isoTime(clock())}"` },
    { write: (line: string) => write(format === 'json' ? line : asText(line)) },
  )
  const recent = new Map<string, Repeated>()

  function tellAgain(kind: string): void {
    const repeated = recent.get(kind)
    recent.delete(kind)
    if (repeated === undefined || repeated.again === 0) return
    const { level: as, event, facts, again } = repeated
    lines[as]({ event: `${event}-again`, count: again, ...facts })
  }

  function tellOnce(kind: string, said: Said): void {
    const repeated = recent.get(kind)
    if (repeated !== undefined && Math.abs(clock() - repeated.sinceMs) < REPEAT_MS) {
      repeated.again += 1
      return
    }
    tellAgain(kind)
    const [oldest] = recent.keys()
    if (recent.size >= REPEATED_KINDS_MAX && oldest !== undefined) tellAgain(oldest)
    recent.set(kind, { ...said, sinceMs: clock(), again: 0 })
    lines[said.level]({ event: said.event, ...said.facts })
  }

  return {
    info: (event, facts) => lines.info({ event, ...facts }),
    warn: (event, facts) => lines.warn({ event, ...facts }),
    defect: (thrown) => {
      const error = describeError(thrown, secrets)
      const kind = [error.name, error.code, error.detail, error.frames?.[0]].join(' ')
      tellOnce(kind, { level: 'error', event: 'defect', facts: { error } })
    },
    // A page that is not signed in yet asks without a key every few seconds.
    refusal: ({ code, address }) =>
      tellOnce(code, { level: code === 'key.missing' ? 'info' : 'warn', event: 'refused', facts: { code, address } }),
    close: () => {
      for (const kind of recent.keys()) tellAgain(kind)
    },
  }
}

/**
 * What an error says without what it was said about: parsers quote what they could not read, and databases list the
 * values of a query that failed.
 */
function describeError(thrown: unknown, secrets: readonly string[] = [], depth = 0): DescribedError {
  if (!(thrown instanceof Error)) return { name: typeof thrown, detail: '' }
  const { code, path } = thrown as { code?: unknown; path?: unknown }
  const frames = framesOf(thrown)
  return {
    name: thrown.name,
    ...(typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? { code } : {}),
    ...(typeof path === 'string' && 'syscall' in thrown ? { path: withoutSecrets(path, secrets) } : {}),
    detail: sayWithout(thrown.message, secrets),
    ...(frames.length === 0 ? {} : { frames }),
    ...(thrown.cause === undefined || depth >= CAUSES_MAX
      ? {}
      : { cause: describeError(thrown.cause, secrets, depth + 1) }),
  }
}

/** Its first line, without anything in quotes and without what has the look of a key or a token. */
function sayWithout(message: string, secrets: readonly string[]): string {
  const [line = ''] = message.split(/[\r\n]/, 1)
  return withoutSecrets(line, secrets)
    .replace(/["'`\u2018\u201c].*["'`\u2019\u201d]/s, '"…"')
    .slice(0, MESSAGE_CHARS_MAX)
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), text)
    .replaceAll(/\btt_[\w-]+/g, 'tt_…')
    .replaceAll(/\bv1\.[\w-]+\.[\w-]+/g, 'v1.…')
    .replaceAll(/\b(bearer|basic)\s+\S+/gi, '$1 …')
}

/** Where it was thrown. A stack that does not begin with the message cannot be told from it. */
function framesOf({ stack = '', message }: Error): string[] {
  const end = stack.indexOf(message)
  if (end === -1) return []
  return stack
    .slice(end + message.length)
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, FRAMES_MAX)
    .map((line) => line.trim())
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}

/** For a person at a terminal. */
function asText(line: string): string {
  const { level, time, event, error, ...facts } = JSON.parse(line) as {
    level: number
    time: string
    event: string
    error?: DescribedError
  }
  const said = Object.entries(facts).map(([name, value]) => `${name} ${String(value)}`)
  const reasons: string[] = []
  for (let each = error; each !== undefined; each = each.cause)
    reasons.push([each.name, each.code, each.detail].filter(Boolean).join(' '))
  const frames = error?.frames?.map((frame) => `\n    ${frame}`) ?? []
  const word = level >= 50 ? 'error' : level >= 40 ? 'warning' : 'note'
  return `trimtab ${time} ${word}: ${[event, ...said, ...reasons].join(', ')}${frames.join('')}\n`
}
