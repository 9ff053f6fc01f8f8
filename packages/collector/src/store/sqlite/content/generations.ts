// A bounded cache that a transaction can take back. Two generations: what is used moves to the young one, and what was
// not used by the time the young one is full is forgotten.

export interface Generations<Key, Value> {
  get: (key: Key) => Value | undefined
  set: (key: Key, value: Value) => void
  /** What stands under a key is about to change inside. */
  doubt: (key: Key) => void
  /** What was set or doubted since the last of these two holds. */
  settle: () => void
  /** What was set or doubted since the last of these two is gone. */
  forget: () => void
  /** Everything is gone. */
  clear: () => void
}

interface GenerationsOptions<Value> {
  /** Of both generations together. */
  weightMax: number
  weigh?: (value: Value) => number
}

export function createGenerations<Key, Value>({
  weightMax,
  weigh = () => 1,
}: GenerationsOptions<Value>): Generations<Key, Value> {
  let young = new Map<Key, Value>()
  let old = new Map<Key, Value>()
  let youngWeight = 0
  let unsettled: Key[] = []

  function keep(key: Key, value: Value): void {
    const replaced = young.get(key)
    if (replaced !== undefined) youngWeight -= weigh(replaced)
    young.set(key, value)
    youngWeight += weigh(value)
    if (youngWeight <= weightMax / 2) return
    old = young
    young = new Map()
    youngWeight = 0
  }

  return {
    get: (key) => {
      const value = young.get(key)
      if (value !== undefined) return value
      const older = old.get(key)
      if (older !== undefined) keep(key, older)
      return older
    },

    set: (key, value) => {
      unsettled.push(key)
      keep(key, value)
    },

    doubt: (key) => void unsettled.push(key),

    settle: () => {
      unsettled = []
    },

    forget: () => {
      for (const key of unsettled) {
        young.delete(key)
        old.delete(key)
      }
      unsettled = []
    },

    clear: () => {
      young = new Map()
      old = new Map()
      youngWeight = 0
      unsettled = []
    },
  }
}
