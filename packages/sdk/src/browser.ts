// The entry point for a web page: feedback only, on the strength of a signed token. No OpenTelemetry, no Node, no secret.
import { type BrowserFeedback, sendKeptFeedback, speak } from './feedback/browser-speaker.ts'
import type { FeedbackFate } from './feedback/browser-transport.ts'

export { type BrowserFeedback } from './feedback/browser-speaker.ts'
export { type FeedbackFate } from './feedback/browser-transport.ts'

/**
 * Sends what a person thinks of one prediction, and never throws. It survives the page being closed and the collector
 * being away: what was not answered is kept in the browser (in `localStorage`, or as long as the page lives where that
 * is forbidden or full) and sent again later: after some seconds, when the network is back, and when a page with this
 * script is opened next.
 *
 * Resolves to what became of it: `delivered` (it is on the collector's disk), `kept` (it will be sent again) or `refused`
 * (the token is forged, expired, used or does not allow this, or it is no feedback). Three words and not a boolean, because
 * a page that says "that did not arrive" of something that will arrive gets it a second time.
 *
 * @example
 * ```ts
 * import { sendFeedback } from '@trimtab/sdk/browser'
 *
 * // The token came with the answer: prediction.feedbackToken() on the server.
 * const token = document.body.dataset['feedbackToken'] ?? ''
 * const fate = await sendFeedback(token, { kind: 'thumbs', value: false, url: 'https://trimtab.example.com' })
 * console.log(fate === 'refused' ? 'This can no longer be rated.' : 'Thank you.')
 * ```
 */
export function sendFeedback(token: string, feedback: BrowserFeedback): Promise<FeedbackFate> {
  return speak(token, feedback)
}

sendKeptFeedback()
