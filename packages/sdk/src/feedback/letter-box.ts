// Where a page keeps what it has not yet delivered: in its storage, an entry for each, so that two tabs never overwrite
// each other; in memory where nothing can be stored. Bounded; the oldest goes first.

export interface LetterBox {
  /** Keeps the text and returns its key. */
  keep: (text: string) => string
  /** Of everything that is kept, by earlier pages too; the oldest first. */
  keys: () => string[]
  /** Undefined when it is gone; another tab may have delivered it. */
  read: (key: string) => string | undefined
  remove: (key: string) => void
}

export interface BoxPlace {
  /** Undefined, or throws, where a page may store nothing. */
  storage: () => Storage | undefined
  nowMs: () => number
}

const PREFIX = 'trimtab-feedback:'
export const LETTERS_MAX = 100

/** All letters together: a tenth of what browsers let a site store. */
export const LETTER_CHARS_MAX = 500_000

export function createLetterBox(place: BoxPlace): LetterBox {
  /** Lasts as long as the page. */
  const memory = new Map<string, string>()
  let made = 0

  function stored<Value>(use: (storage: Storage) => Value): Value | undefined {
    try {
      const storage = place.storage()
      return storage && use(storage)
    } catch {
      return undefined
    }
  }

  /** A key begins with its time. */
  function keys(): string[] {
    const all = [...(stored((storage) => Object.keys(storage)) ?? []), ...memory.keys()]
    // oxlint-disable-next-line unicorn/no-array-sort -- browsers from before 2023 have no other, and this array is ours
    return all.filter((key) => key.startsWith(PREFIX)).sort()
  }

  function read(key: string): string | undefined {
    return memory.get(key) ?? stored((storage) => storage.getItem(key)) ?? undefined
  }

  function remove(key: string): void {
    memory.delete(key)
    stored((storage) => storage.removeItem(key))
  }

  function makeRoom(chars: number): void {
    const kept = keys().map((key) => ({ key, chars: read(key)?.length ?? 0 }))
    let total = kept.reduce((sum, other) => sum + other.chars, chars)
    for (const [index, oldest] of kept.entries()) {
      if (kept.length - index < LETTERS_MAX && total <= LETTER_CHARS_MAX) return
      total -= oldest.chars
      remove(oldest.key)
    }
  }

  function store(key: string, text: string): boolean | undefined {
    return stored((storage) => {
      storage.setItem(key, text)
      return true
    })
  }

  return {
    keep: (text) => {
      const key = `${PREFIX}${place.nowMs()}-${(made += 1)}-${Math.random()}`
      // One that fits nowhere takes nobody's place.
      const isSmall = text.length <= LETTER_CHARS_MAX
      makeRoom(isSmall ? text.length : 0)
      if (!isSmall || !store(key, text)) memory.set(key, text)
      return key
    },
    keys,
    read,
    remove,
  }
}
