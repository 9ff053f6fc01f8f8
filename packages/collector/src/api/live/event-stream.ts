// An answer of server-sent events that stays open until its reader leaves or the collector stops.

import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { LiveEvent } from '@trimtab/contract'
import { addressOf } from '../authentication/key-guard.ts'
import { ProblemError } from '../problem.ts'
import type { Live } from './live.ts'

/** So that nothing on the way takes the line for dead. */
const HEARTBEAT_MS = 15_000
/** Whoever goes on following comes back with a key, which may have been revoked. */
const LINE_MS_MAX = 60_000
const OVER = 'over'

/** A reader that takes nothing is given up; it asks for everything anew when it comes back. */
const WAITING_MAX = 100

interface StreamOptions<Data> {
  live: Live
  /** What is told of an event; null for nothing. */
  dataOf: (event: LiveEvent) => Promise<Data | null>
  /** Told at once to whoever begins to follow. */
  first: Data | null
  /** Whether nothing comes after this. */
  isLast?: (data: Data) => boolean
}

export function answerEvents<Data extends { event: string }>(
  context: Context,
  { live, dataOf, first, isLast = () => false }: StreamOptions<Data>,
): Response {
  const waiting: LiveEvent[] = []
  let wake = (): void => undefined
  const somethingNew = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve
    })
  const { promise: over, resolve: end } = Promise.withResolvers<typeof OVER>()
  const leave = live.follow(
    (event) => {
      waiting.push(event)
      if (waiting.length > WAITING_MAX) end(OVER)
      wake()
    },
    () => end(OVER),
    context.get('caller') ?? addressOf(context),
  )
  if (leave === null)
    throw new ProblemError('collector.busy', 'Too many pages follow what is new; ask now and then instead.')
  context.header('cache-control', 'no-store')
  context.header('x-accel-buffering', 'no')
  return streamSSE(context, async (stream) => {
    stream.onAbort(() => end(OVER))
    const heartbeat = setInterval(() => void stream.write(': still here\n\n'), HEARTBEAT_MS)
    const send = ({ event, ...data }: Data): Promise<void> => stream.writeSSE({ event, data: JSON.stringify(data) })
    const tell = async (): Promise<void> => {
      // So that its reader knows the line is open before anything happens.
      await stream.write('retry: 2000\n\n')
      if (first !== null) await send(first)
      let last = first
      while (last === null || !isLast(last)) {
        const event = waiting.shift()
        const data = event === undefined ? null : await dataOf(event)
        if (data !== null) await send(data)
        if (event === undefined) await somethingNew()
        last = data
      }
    }
    const deadline = setTimeout(() => end(OVER), LINE_MS_MAX)
    // One who takes nothing would hold up whatever is sent for ever.
    await Promise.race([tell(), over])
    clearTimeout(deadline)
    clearInterval(heartbeat)
    leave()
  })
}
