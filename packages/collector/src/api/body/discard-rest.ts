// Takes what is left of the body of a request that is refused, and throws it away. A connection that is closed while its
// sender still writes is reset, and the sender may never see what it was answered.

import type { IncomingMessage } from 'node:http'
import type { MiddlewareHandler } from 'hono'

/** Whoever sends more, or takes longer, is cut off. */
const DISCARDED_BYTES_MAX = 64 * 1024 * 1024
const DISCARDING_MS_MAX = 2_000

export const discardRest: MiddlewareHandler = async function discardRestOfBody(context, next) {
  await next()
  const { incoming } = (context.env ?? {}) as { incoming?: IncomingMessage }
  if (incoming === undefined || context.res.status < 400 || context.res.headers.get('connection') === 'close') return
  if (hasEnded(incoming)) return
  await discard(incoming)
  if (!hasEnded(incoming)) context.header('connection', 'close')
}

function hasEnded(incoming: IncomingMessage): boolean {
  return incoming.readableEnded || incoming.destroyed
}

function discard(incoming: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0
    const count = (chunk: Uint8Array): void => {
      bytes += chunk.byteLength
      if (bytes > DISCARDED_BYTES_MAX) stop()
    }
    const stop = (): void => {
      clearTimeout(deadline)
      incoming.off('data', count)
      for (const event of ['end', 'close', 'error']) incoming.off(event, stop)
      incoming.pause()
      resolve()
    }
    const deadline = setTimeout(stop, DISCARDING_MS_MAX)
    incoming.on('data', count)
    for (const event of ['end', 'close', 'error']) incoming.once(event, stop)
    incoming.resume()
  })
}
