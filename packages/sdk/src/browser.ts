// The entry point for a web page: feedback only, on the strength of a signed token. No OpenTelemetry, no Node, no secret.
import { DEFAULT_URL, type FeedbackKind, type Json, ROUTES } from '@trimtab/contract'
import { postFeedback } from './feedback/browser-transport.ts'

/** What a page says about the prediction its token stands for. */
export interface BrowserFeedback {
  kind: FeedbackKind
  /** thumbs: boolean; score: number; correction: the text or JSON it should have been; signal: string. */
  value?: Json | undefined
  comment?: string | undefined
  /** Tells several opinions of one kind apart, such as `helpful` and `polite`. */
  name?: string | undefined
  /** Sending the same id twice of one thing counts once. A new one is made when not given. */
  id?: string | undefined
  /** Where the collector is; `http://127.0.0.1:4318` when not given. */
  url?: string | undefined
}

const ID_BYTES = 16

/**
 * Sends what a person thinks of one prediction. It survives the page being closed, and never throws. True when the
 * collector took it, or, on a page that is going away, when the browser promised to deliver it.
 *
 * @example
 * ```ts
 * import { sendFeedback } from '@trimtab/sdk/browser'
 *
 * // The token came with the answer: prediction.feedbackToken() on the server.
 * const token = document.body.dataset['feedbackToken'] ?? ''
 * await sendFeedback(token, { kind: 'thumbs', value: false, comment: 'Wrong order', url: 'https://trimtab.example.com' })
 * ```
 */
export async function sendFeedback(token: string, feedback: BrowserFeedback): Promise<boolean> {
  try {
    const { url = DEFAULT_URL, id = makeId(), ...said } = feedback
    return await postFeedback(`${url.replace(/\/+$/, '')}${ROUTES.feedback}`, JSON.stringify({ token, id, ...said }))
  } catch {
    return false
  }
}

/** Not `randomUUID`, which a page has only over https. */
function makeId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(ID_BYTES)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
