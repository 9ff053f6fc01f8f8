// Which predictions were counted under which rule because of what was said of them, as long as it is likely that more
// is said: a thumb and the comment on it come one after the other, and are one prediction. Beyond the bound the oldest
// are forgotten, and one may be counted twice.

const COUNTED_MAX = 20_000

export interface Counted {
  /** Whether it was not there yet. */
  add: (queue: string, prediction: string, rule: number) => boolean
}

export function rememberCounted(max = COUNTED_MAX): Counted {
  const counted = new Set<string>()
  return {
    add: (queue, prediction, rule) => {
      const key = `${queue} ${prediction} ${rule}`
      if (counted.has(key)) return false
      counted.add(key)
      if (counted.size > max) counted.delete(counted.values().next().value ?? '')
      return true
    },
  }
}
