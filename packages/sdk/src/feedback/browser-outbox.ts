// Feedback on its way, kept where it outlives the page until somebody has answered. Each has an entry of its own, so that
// two tabs never overwrite each other, and an id inside, so that sending it twice is harmless.
import type { FeedbackFate } from './browser-transport.ts'

export interface Letter {
  address: string
  body: string
  /** Seconds since 1970 after which its token is worth nothing; undefined when the token does not say. */
  expiresAt: number | undefined
}

/** What of a page the outbox needs. */
export interface Page {
  /** Undefined, or throws, where a page may store nothing. */
  storage: () => Storage | undefined
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

const PREFIX = 'trimtab-feedback:'
export const LETTERS_MAX = 100

/** A tenth of what browsers let a site store. */
export const LETTER_CHARS_MAX = 500_000
const RETRY_MS_FIRST = 2000
const RETRY_MS_MAX = 300_000

export function createOutbox(page: Page): Outbox {
  /** For where nothing can be stored; it lasts as long as the page. */
  const memory = new Map<string, string>()
  const inHand = new Set<string>()
  const listeners = new Map<string, OnSettled | undefined>()
  let made = 0
  let delayMs = RETRY_MS_FIRST
  let isWaiting = false

  function stored<Value>(use: (storage: Storage) => Value): Value | undefined {
    try {
      const storage = page.storage()
      return storage && use(storage)
    } catch {
      return undefined
    }
  }

  /** The oldest first: a key begins with its time. */
  function keys(): string[] {
    return [...(stored((storage) => Object.keys(storage)) ?? []), ...memory.keys()]
      .filter((key) => key.startsWith(PREFIX))
      .toSorted()
  }

  function read(key: string): string {
    return memory.get(key) ?? stored((storage) => storage.getItem(key)) ?? ''
  }

  function remove(key: string): void {
    memory.delete(key)
    stored((storage) => storage.removeItem(key))
  }

  function keep(text: string): string {
    const key = `${PREFIX}${page.nowMs()}-${(made += 1)}-${Math.random()}`
    const isKept = text.length <= LETTER_CHARS_MAX && makeRoom(text.length) && stored((storage) => put(storage))
    if (!isKept) memory.set(key, text)
    return key

    function put(storage: Storage): boolean {
      storage.setItem(key, text)
      return true
    }
  }

  function makeRoom(chars: number): boolean {
    const kept = keys().map((key) => ({ key, chars: read(key).length }))
    let total = kept.reduce((sum, other) => sum + other.chars, chars)
    for (const [index, oldest] of kept.entries()) {
      if (kept.length - index < LETTERS_MAX && total <= LETTER_CHARS_MAX) break
      total -= oldest.chars
      remove(oldest.key)
    }
    return true
  }

  async function attempt(key: string, { address, body, expiresAt }: Letter): Promise<FeedbackFate> {
    inHand.add(key)
    const fate = await page.post(address, body)
    inHand.delete(key)
    // While the collector answers its clock decides. Ours only ends what would be sent in vain for ever.
    const isOver = expiresAt !== undefined && expiresAt * 1000 < page.nowMs()
    if (fate === 'kept' && !isOver) {
      retryLater()
      return fate
    }
    const settled = fate === 'kept' ? 'refused' : fate
    remove(key)
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
    page.later(retry, delayMs * (0.5 + Math.random() / 2))
    delayMs = Math.min(delayMs * 2, RETRY_MS_MAX)
  }

  async function sendAll(): Promise<void> {
    const away = new Set<string>()
    for (const key of keys()) {
      const letter = parseLetter(read(key))
      if (letter === undefined) remove(key)
      else if (!inHand.has(key) && !away.has(letter.address)) {
        // One at a time: whoever was away is not met by all of them at once.
        // oxlint-disable-next-line no-await-in-loop
        if ((await attempt(key, letter)) === 'kept') away.add(letter.address)
        else delayMs = RETRY_MS_FIRST
      }
    }
  }

  async function sendKept(): Promise<void> {
    if (keys().length > 0) await page.alone(sendAll)
  }

  return {
    send: async (letter, onSettled) => {
      // Before the first attempt: the page may be gone before there is an answer.
      const key = keep(JSON.stringify(letter))
      const fate = await attempt(key, letter)
      if (fate === 'kept') listeners.set(key, onSettled)
      return fate
    },
    sendKept,
  }
}

/** What lies in the storage of a page was written by whoever was on that page. */
function parseLetter(text: string): Letter | undefined {
  try {
    const letter = JSON.parse(text) as Letter | null
    return typeof letter?.address === 'string' && typeof letter.body === 'string' ? letter : undefined
  } catch {
    return undefined
  }
}
