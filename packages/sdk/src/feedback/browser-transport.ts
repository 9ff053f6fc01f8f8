// How a page sends a small body so that it arrives even when the page is being closed, and what became of it. Knows the
// browser and nothing of feedback.

/**
 * What became of a feedback. `delivered`: the collector has it on disk. `kept`: not yet, and it will be sent again.
 * `refused`: it can not be, and sending it again would change nothing.
 */
export type FeedbackFate = 'delivered' | 'kept' | 'refused'

export interface BrowserTransport {
  fetch: typeof fetch
  navigator?: { sendBeacon?: (address: string, body: string) => boolean }
  document?: { visibilityState: string }
}

/** Browsers refuse more than 64 KiB to outlive a page; a longer body is sent while the page lives. */
const KEEPALIVE_CHARS_MAX = 20_000

/** A connection that hangs is no answer either. */
const ANSWER_MS_MAX = 30_000

const TIMED_OUT = 408
const TOO_MANY = 429

export async function postFeedback(
  address: string,
  body: string,
  transport: BrowserTransport = globalThis,
): Promise<FeedbackFate> {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), ANSWER_MS_MAX)
  try {
    const { ok, status } = await transport.fetch(address, {
      method: 'POST',
      // Plain text needs no preflight, which a closing page would not live to see answered.
      headers: { 'content-type': 'text/plain' },
      body,
      credentials: 'omit',
      keepalive: body.length <= KEEPALIVE_CHARS_MAX,
      signal: giveUp.signal,
    })
    if (ok) return 'delivered'
    return status >= 500 || status === TOO_MANY || status === TIMED_OUT ? 'kept' : 'refused'
  } catch {
    // A beacon only promises, so the feedback is kept all the same; the id in it makes a second one harmless.
    if (transport.document?.visibilityState === 'hidden') transport.navigator?.sendBeacon?.(address, body)
    return 'kept'
  } finally {
    clearTimeout(timer)
  }
}
