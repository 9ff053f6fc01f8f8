// What a collector is told, checked once. Options and environment variables are merged by the command.

import { isIPv4 } from 'node:net'
import { resolve } from 'node:path'
import { OPEN_SIGNING_KEY } from '@trimtab/contract'
import { Refusal } from './refusal.ts'

export interface Config {
  host: string
  port: number
  /** The folder of the database, absolute. */
  data: string
  signingKey: string
}

interface ConfigOptions {
  host: string
  port: number
  data: string
  signingKey: string | undefined
}

export function readConfig({ host, port, data, signingKey }: ConfigOptions): Config {
  if (!isLoopback(host)) {
    throw new Refusal(
      'host.not_loopback',
      `Trimtab listens on this machine only, because it has no keys yet to tell who may read: use 127.0.0.1 instead of ${host}.`,
    )
  }
  return {
    // An IPv6 address stands in brackets only in a URL.
    host: host.replace(/^\[|\]$/g, ''),
    port,
    data: resolve(data),
    signingKey: signingKey === undefined || signingKey === '' ? OPEN_SIGNING_KEY : signingKey,
  }
}

/** Whether an address, or the host of a URL, can only mean this machine. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  return bare === 'localhost' || bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'))
}
