// How a page sends a small body so that it arrives even when the page is being closed. Knows the browser and nothing
// of feedback.

export interface BrowserTransport {
  fetch: typeof fetch
  navigator?: { sendBeacon?: (address: string, body: string) => boolean }
  document?: { visibilityState: string }
}

/** Browsers refuse more than 64 KiB to outlive a page; a longer body is sent while the page lives. */
const KEEPALIVE_CHARS_MAX = 20_000

export async function postFeedback(
  address: string,
  body: string,
  transport: BrowserTransport = globalThis as BrowserTransport,
): Promise<boolean> {
  try {
    const response = await transport.fetch(address, {
      method: 'POST',
      // Plain text needs no preflight, which a closing page would not live to see answered.
      headers: { 'content-type': 'text/plain' },
      body,
      credentials: 'omit',
      keepalive: body.length <= KEEPALIVE_CHARS_MAX,
    })
    return response.ok
  } catch {
    // A page that is going away cannot try again, and a beacon only promises. One that stays is told the truth.
    // The request may have arrived all the same; the id in it makes a second one harmless.
    if (transport.document?.visibilityState !== 'hidden') return false
    return transport.navigator?.sendBeacon?.(address, body) ?? false
  }
}
