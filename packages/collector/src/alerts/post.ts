// Sends one message. Where it goes is somebody's wish, so the address is looked at when the connection is made, whatever
// the name led to a moment before; nobody is followed elsewhere, and no more of the answer is read than is shown.

import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { ENVIRONMENT } from '@trimtab/contract'
import { isPrivateAddress } from './private-address.ts'

export interface Message {
  url: string
  headers: { [name: string]: string }
  body: string
}

/** The status of the answer, or why there was none, in a few words. */
export type Posted = { status: number; said: string } | { status: null; said: string }
export type Post = (message: Message) => Promise<Posted>

const ANSWER_MS_MAX = 10_000
/** Of the answer; the rest is not read. */
const ANSWER_BYTES_MAX = 2_000
const SAID_CHARS_MAX = 200

/** As `dns.lookup` finds all addresses of a name. */
type Lookup = (
  host: string,
  options: LookupAllOptions,
  done: (error: Error | null, addresses: LookupAddress[]) => void,
) => void

export function createPost({ mayBePrivate }: { mayBePrivate: boolean }, find: Lookup = lookup): Post {
  const guard: LookupFunction = (host, options, done) =>
    find(host, { ...options, all: true }, (error, addresses) => {
      const first = addresses?.[0]
      if (error !== null || first === undefined) return done(error ?? new Error('no address'), '', 0)
      if (!mayBePrivate && addresses.some(({ address }: LookupAddress) => isPrivateAddress(address)))
        return done(new PrivateAddressError(host), '', 0)
      return options.all === true ? done(null, addresses) : done(null, first.address, first.family)
    })

  return ({ url, headers, body }) =>
    new Promise((resolve) => {
      const { protocol, hostname } = new URL(url)
      const bare = hostname.replace(/^\[|\]$/g, '')
      // A literal address is never looked up.
      if (!mayBePrivate && isIP(bare) !== 0 && isPrivateAddress(bare))
        return resolve({ status: null, said: new PrivateAddressError(bare).message })
      let status: number | null = null
      let said = ''
      const answered = (): Posted => ({ status: status ?? 0, said: said.trim().slice(0, SAID_CHARS_MAX) })
      const request = (protocol === 'https:' ? requestHttps : requestHttp)(
        url,
        {
          method: 'POST',
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
          lookup: guard,
          signal: AbortSignal.timeout(ANSWER_MS_MAX),
        },
        (response) => {
          status = response.statusCode ?? 0
          response.setEncoding('utf8')
          response.on('data', (text: string) => {
            said += text
            if (said.length >= ANSWER_BYTES_MAX) response.destroy()
          })
          response.on('close', () => resolve(answered()))
          response.on('error', () => resolve(answered()))
        },
      )
      // Whoever answered has it, however slow the rest of the answer is.
      request.on('error', (error) => resolve(status === null ? { status, said: whyNot(error) } : answered()))
      request.end(body)
    })
}

class PrivateAddressError extends Error {
  constructor(host: string) {
    super(`${host} leads into this network; see ${ENVIRONMENT.alertsToPrivate}`)
  }
}

function whyNot(error: Error & { code?: string }): string {
  if (error instanceof PrivateAddressError) return error.message
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return `no answer in ${ANSWER_MS_MAX / 1000} s`
  return error.code ?? error.message
}
