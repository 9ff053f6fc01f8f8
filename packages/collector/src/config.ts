// What a collector is told, checked once. Options and environment variables are merged by the command.

import { isIP, isIPv4 } from 'node:net'
import { resolve } from 'node:path'
import { ENVIRONMENT, OPEN_SIGNING_KEY } from '@trimtab/contract'
import type { LogFormat, LogLevel } from './log.ts'
import { Refusal } from './refusal.ts'

export interface Config {
  host: string
  port: number
  /** Null where nothing listens for OTLP over gRPC. */
  grpcPort: number | null
  /** The folder of the database, absolute. */
  data: string
  /** What feedback tokens are signed with comes first; those of before only verify. */
  signingKeys: readonly [string, ...string[]]
  /** Where everything received is also sent, and with what: as they were given. */
  forwardUrl: string | undefined
  forwardHeaders: string | undefined
  /** Pages of these may send OTLP, or give feedback without a token. */
  origins: readonly string[]
  /** Whether alerts may go to addresses that only this machine or its network can reach. */
  alertsToPrivate: 'yes' | 'no'
  logLevel: LogLevel
  /** Undefined where the terminal decides. */
  logFormat: LogFormat | undefined
}

type Told = Omit<Config, 'signingKeys'> & {
  signingKey: string | undefined
  /** With commas. */
  oldSigningKeys: string | undefined
}

/** Each is tried with every token. A key that is changed each week leaves a token of the default seven days one of them. */
const OLD_SIGNING_KEYS_MAX = 4

export function readConfig({ signingKey, oldSigningKeys, ...told }: Told): Config {
  const { host, data } = told
  // An IPv6 address stands in brackets only in a URL.
  const bareHost = host.replace(/^\[|\]$/g, '')
  if (!isHost(bareHost)) {
    throw new Refusal(
      'host.invalid',
      `The host is an address such as 127.0.0.1 or 0.0.0.0, and not ${host || 'empty'}.`,
    )
  }
  return {
    ...told,
    host: bareHost,
    data: resolve(data),
    signingKeys: readSigningKeys(signingKey, oldSigningKeys),
  }
}

function readSigningKeys(signingKey = '', oldSigningKeys = ''): Config['signingKeys'] {
  const current = signingKey === '' ? OPEN_SIGNING_KEY : signingKey
  const named = oldSigningKeys.split(',').map((key) => key.trim())
  const old = [...new Set(named)].filter((key) => key !== '' && key !== current)
  if (old.length > OLD_SIGNING_KEYS_MAX) {
    throw new Refusal(
      'signing_keys.too_many',
      `${ENVIRONMENT.oldSigningKeys} may hold ${OLD_SIGNING_KEYS_MAX} keys, and holds ${old.length}; leave out those whose tokens have expired.`,
    )
  }
  return [current, ...old]
}

/** Whether an address, or the host of a URL, can only mean this machine. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  return bare === 'localhost' || bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'))
}

/** An address or a name; a URL or a port beside it is a mistake that would surface as something else. */
function isHost(host: string): boolean {
  return isIP(host) !== 0 || /^(?!\d+$)[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/i.test(host)
}
