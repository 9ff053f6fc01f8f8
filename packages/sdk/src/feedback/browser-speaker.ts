// A page says something: the token and what was said as one letter, through the one outbox of this page.
import { DEFAULT_URL, type FeedbackKind, type Json, type JsonObject, type ROUTES } from '@trimtab/contract'
import { createOutbox, type OnSettled, type Outbox } from './browser-outbox.ts'
import { type FeedbackFate, postFeedback } from './browser-transport.ts'
import { createLetterBox } from './letter-box.ts'
import { readTokenContent } from './token-content.ts'

/** What a page says about the prediction its token stands for. */
export interface BrowserFeedback {
  kind: FeedbackKind
  /** thumbs: boolean; score: number; correction: the text or JSON it should have been; signal: string. */
  value?: Json | undefined
  comment?: string | undefined
  /** Tells several opinions of one kind apart, such as `helpful` and `polite`. */
  name?: string | undefined
  /** Who says it, where the token does not. */
  actor?: string | undefined
  /** False keeps the prediction out of every training set. */
  consent?: boolean | undefined
  /** Anything else worth keeping. */
  metadata?: JsonObject | undefined
  /** Only with the kind `retraction`, which the token has to allow by name: what is taken back. */
  of?: { kind: FeedbackKind } | undefined
  /** When they said it; now when not given. */
  at?: Date | undefined
  /** Sending the same id twice of one thing counts once. A new one is made when not given. */
  id?: string | undefined
  /** Where the collector is; `http://127.0.0.1:4318` when not given. */
  url?: string | undefined
}

/** The type keeps it what the contract says, without the table of all routes in every page. */
const PATH: (typeof ROUTES)['feedback'] = '/api/feedback'
const LOCK = 'trimtab-feedback'
const ID_BYTES = 16

const outbox: Outbox = createOutbox({
  box: createLetterBox({ storage: () => globalThis.localStorage, nowMs: Date.now }),
  post: postFeedback,
  nowMs: Date.now,
  alone: async (work) => {
    try {
      await navigator.locks.request(LOCK, work)
    } catch {
      // There are no locks but on https, and none in a frame without an origin.
      await work()
    }
  },
  later: (work, delayMs) => {
    setTimeout(work, delayMs)
  },
})

/** Sends what earlier pages could not, now and whenever the network comes back. */
export function sendKeptFeedback(): void {
  // Not where a page is only put together, on a server.
  if (globalThis.document === undefined) return
  void outbox.sendKept()
  addEventListener('online', () => void outbox.sendKept())
}

export async function speak(token: string, feedback: BrowserFeedback, onSettled?: OnSettled): Promise<FeedbackFate> {
  try {
    const { url = DEFAULT_URL, id = makeId(), at = new Date(), ...said } = feedback
    const letter = {
      address: `${url.replace(/\/+$/, '')}${PATH}`,
      body: JSON.stringify({ token, id, at, ...said }),
      expiresAt: readTokenContent(token).expiresAt,
    }
    return await outbox.send(letter, onSettled)
  } catch {
    return 'refused'
  }
}

/** Not `randomUUID`, which a page has only over https. */
function makeId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(ID_BYTES)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
