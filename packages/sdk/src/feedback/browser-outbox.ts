// Sends a page's feedback until somebody has answered: at once, after a while, and from the next page. Each carries an id,
// so that sending it twice is harmless.
import type { FeedbackFate } from './browser-transport.ts'
import type { LetterBox } from './letter-box.ts'

export interface Letter {
  address: string
  body: string
  /** Seconds since 1970 after which its token is worth nothing; undefined when the token does not say. */
  expiresAt: number | undefined
}

/** What of a page the outbox needs. */
export interface Page {
  box: LetterBox
  post: (address: string, body: string) => Promise<FeedbackFate>
  nowMs: () => number
  /** Runs the work in one tab at a time, where the browser can see to that. */
  alone: (work: () => Promise<void>) => Promise<void>
  later: (work: () => void, delayMs: number) => void
}

/** Told what became of a letter that was only kept at first, if it is known before the page goes. */
export type OnSettled = (fate: FeedbackFate) => void

export interface Outbox {
  send: (letter: Letter, onSettled?: OnSettled) => Promise<FeedbackFate>
  /** Sends again what is kept, by earlier pages too. */
  sendKept: () => Promise<void>
}

const RETRY_MS_FIRST = 2000
const RETRY_MS_MAX = 300_000

export function createOutbox({ box, post, nowMs, alone, later }: Page): Outbox {
  const inHand = new Set<string>()
  const listeners = new Map<string, OnSettled>()
  let delayMs = RETRY_MS_FIRST
  let isWaiting = false

  async function attempt(key: string, { address, body, expiresAt }: Letter): Promise<FeedbackFate> {
    inHand.add(key)
    const fate = await post(address, body)
    inHand.delete(key)
    // While the collector answers its clock decides. Ours only ends what would be sent in vain for ever.
    const isOver = expiresAt !== undefined && expiresAt * 1000 < nowMs()
    if (fate === 'kept' && !isOver) {
      retryLater()
      return fate
    }
    const settled = fate === 'kept' ? 'refused' : fate
    box.remove(key)
    listeners.get(key)?.(settled)
    listeners.delete(key)
    return settled
  }

  function retryLater(): void {
    if (isWaiting) return
    isWaiting = true
    const retry = (): void => {
      isWaiting = false
      void sendKept()
    }
    // Not all pages at the same moment, when a collector comes back.
    later(retry, delayMs * (0.5 + Math.random() / 2))
    delayMs = Math.min(delayMs * 2, RETRY_MS_MAX)
  }

  async function sendAll(): Promise<void> {
    const away = new Set<string>()
    for (const key of box.keys()) {
      const letter = parseLetter(box.read(key))
      if (letter === undefined) box.remove(key)
      else if (!inHand.has(key) && !away.has(letter.address)) {
        // One after the other: whoever was away is not met by all of them at once.
        if ((await attempt(key, letter)) === 'kept') away.add(letter.address)
        else delayMs = RETRY_MS_FIRST
      }
    }
  }

  async function sendKept(): Promise<void> {
    if (box.keys().length > 0) await alone(sendAll)
  }

  return {
    send: async (letter, onSettled) => {
      // Before the first attempt: the page may be gone before there is an answer.
      const key = box.keep(JSON.stringify(letter))
      const fate = await attempt(key, letter)
      if (fate === 'kept' && onSettled !== undefined) listeners.set(key, onSettled)
      return fate
    },
    sendKept,
  }
}

/** What lies in the storage of a page was written by whoever was on that page. */
function parseLetter(text: string | undefined): Letter | undefined {
  try {
    const letter = JSON.parse(text ?? '') as Letter | null
    return typeof letter?.address === 'string' && typeof letter.body === 'string' ? letter : undefined
  } catch {
    return undefined
  }
}
