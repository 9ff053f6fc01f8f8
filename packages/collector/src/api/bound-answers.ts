// Answers that are read slowly, or not at all, stay in memory until they are: all of them together are bounded, and one
// that does not get away is given up.

import type { ServerResponse } from 'node:http'
import type { Context, MiddlewareHandler, Next } from 'hono'
import { addressOf } from './authentication/key-guard.ts'
import { createByteBudget } from './body/byte-budget.ts'
import { createTurns } from './turns.ts'

/** A prediction is tens of megabytes at most, so several of the largest get away at once. */
const ANSWERS_BYTES_MAX = 128 * 1024 * 1024

/** They are made by one thread, so that more at once would only all be in memory together. */
const MADE_AT_ONCE_MAX = 2

/** Nothing of it was taken for this long. */
const STANDSTILL_MS_MAX = 10_000

/** Far longer than the largest answer takes over a slow line. */
const ANSWER_MS_MAX = 120_000

interface BoundOptions {
  bytesMax?: number
  standstillMsMax?: number
}

export function boundAnswers({
  bytesMax = ANSWERS_BYTES_MAX,
  standstillMsMax = STANDSTILL_MS_MAX,
}: BoundOptions = {}): MiddlewareHandler {
  const budget = createByteBudget({ bytesMax })
  const takeTurns = createTurns(MADE_AT_ONCE_MAX)
  const makeAnswer = async (context: Context, next: Next): Promise<void> => {
    await next()
    const { outgoing } = (context.env ?? {}) as { outgoing?: ServerResponse }
    if (outgoing === undefined || context.res.body === null) return
    const body = await context.res.arrayBuffer()
    const { promise: isHeld, resolve: admit } = Promise.withResolvers<undefined>()
    const held = budget.hold(
      0,
      async ({ take }) => {
        take(body.byteLength)
        admit(undefined)
        await closeOf(outgoing, standstillMsMax)
      },
      addressOf(context),
    )
    await Promise.race([held, isHeld])
    context.res = new Response(body, context.res)
  }
  // What is sent here waits for its body and for the disk, and is answered in a few words.
  return async function boundAnswer(context, next) {
    if (!['GET', 'HEAD'].includes(context.req.method)) return next()
    const { outgoing } = (context.env ?? {}) as { outgoing?: ServerResponse }
    const turn = async (): Promise<void> => {
      // Nobody waits for it any more; what is asked next must not wait for it either.
      if (outgoing?.destroyed === true) context.res = new Response(null, { status: 503 })
      else await makeAnswer(context, next)
    }
    await takeTurns(turn, context.get('caller') ?? addressOf(context))
  }
}

/** Resolves when the answer is with its reader, or was given up. */
function closeOf(outgoing: ServerResponse, standstillMsMax: number): Promise<void> {
  // Its reader left while it was made.
  if (outgoing.closed) return Promise.resolve()
  return new Promise((resolve) => {
    const giveUp = (): void => void outgoing.destroy()
    const deadline = setTimeout(giveUp, ANSWER_MS_MAX)
    outgoing.setTimeout(standstillMsMax, giveUp)
    outgoing.once('close', () => {
      clearTimeout(deadline)
      resolve()
    })
  })
}
