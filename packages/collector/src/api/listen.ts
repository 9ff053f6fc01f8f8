// The app on a port, and off it again: a stop lets requests under way finish, so that whatever was acknowledged and
// whatever is being written both hold.

import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { Refusal } from '../refusal.ts'

/** Requests still under way after this are cut off; their senders were not answered and send again. */
const DRAIN_MS_MAX = 10_000

/** Each connection costs memory, whether it says anything or not. */
const CONNECTIONS_MAX = 4_096

const TIMES = {
  /** A whole head comes in one packet or two. */
  headersTimeout: 10_000,
  /**
   * Longer than any body takes. Each is waited for as long as its address says, which ends in an answer: a table of labels
   * of a gigabyte comes as fast as it is stored, for an hour.
   */
  requestTimeout: 4 * 3_600_000,
  connectionsCheckingInterval: 5_000,
}

export interface Listening {
  url: string
  stop: () => Promise<void>
}

interface ListenOptions {
  app: Hono
  host: string
  port: number
  times?: Partial<typeof TIMES>
  /** Called when it is to stop, to end what would go on. */
  beforeStop?: () => void
}

export async function listen({
  app,
  host,
  port,
  times,
  beforeStop = () => undefined,
}: ListenOptions): Promise<Listening> {
  // The adaptor's type also covers HTTP/2; without options it makes the plain server.
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: { ...TIMES, ...times } }) as Server
  server.maxConnections = CONNECTIONS_MAX
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explainListenFailure(error, { host, port, option: '--port' })))
    server.listen(port, host, resolve)
  })
  let isStopping = false
  server.on('request', (_request, response) => {
    response.once('close', () => {
      // A connection that is kept alive after its last answer would hold up the stop for seconds.
      if (isStopping) setImmediate(() => server.closeIdleConnections())
    })
  })
  const address = server.address()
  const actualPort = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    stop: () =>
      new Promise((resolve) => {
        isStopping = true
        beforeStop()
        const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS_MAX)
        server.close(() => {
          clearTimeout(deadline)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

interface Wanted {
  host: string
  port: number
  /** The option that chooses the port. */
  option: string
}

export function explainListenFailure(error: Error & { code?: string }, { host, port, option }: Wanted): Error {
  if (error.code === 'EADDRINUSE') {
    return new Refusal(
      'port.taken',
      `Port ${port} on ${host} is taken; stop what listens there, or choose another with ${option}.`,
      { cause: error },
    )
  }
  if (error.code === 'EACCES') {
    return new Refusal(
      'port.taken',
      `Port ${port} may not be used by this account; choose one above 1023 with ${option}.`,
      { cause: error },
    )
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT' || error.code === 'ENOTFOUND') {
    return new Refusal('host.unavailable', `This machine has no address ${host}; use 127.0.0.1 with --host.`, {
      cause: error,
    })
  }
  return error
}
