// HDDM by averages and by weighted averages as frouros has them, of what rises: an alarm where Hoeffding's, or McDiarmid's,
// inequality cannot explain how far the mean since some cut is above the mean before it.
// I. Frías-Blanco and others, "Online and non-parametric drift detection methods based on Hoeffding's bounds", TKDE 27 (2015).
import type { Rival } from './rival.ts'

interface HddmOptions {
  /** The chance of a false alarm that one test is allowed. */
  alpha: number
  rowsMin?: number
}

export function createHddmA({ alpha, rowsMin = 30 }: HddmOptions): Rival {
  const fresh = () => ({ n: 0, mean: 0, cut: 0, meanThen: 0 })
  const log = Math.log(1 / alpha)
  let state = fresh()
  return {
    update: (value) => {
      state.n += 1
      state.mean += (value - state.mean) / state.n
      const bound = (rows: number): number => Math.sqrt(log / (2 * rows))
      if (state.cut === 0 || state.mean + bound(state.n) <= state.meanThen + bound(state.cut)) {
        state.cut = state.n
        state.meanThen = state.mean
      }
      if (state.n < rowsMin || state.n === state.cut) return false
      const explained = Math.sqrt(((state.n - state.cut) / (2 * state.cut * state.n)) * log)
      const isAlarm = state.mean - state.meanThen >= explained
      if (isAlarm) state = fresh()
      return isAlarm
    },
  }
}

/** A mean in which the newest counts most, and the sum of the squared weights in it. */
interface Faded {
  mean: number
  squares: number
}

/** Where a cut is looked for it takes the weight itself as its level, as frouros does. */
export function createHddmW({ alpha, rowsMin = 30, weight = 0.05 }: HddmOptions & { weight?: number }): Rival {
  const none: Faded = { mean: 0, squares: 1 }
  const fade = ({ mean, squares }: Faded, value: number): Faded => ({
    mean: weight * value + (1 - weight) * mean,
    squares: weight ** 2 + (1 - weight) ** 2 * squares,
  })
  const bound = (squares: number, level: number): number => Math.sqrt((squares * Math.log(1 / level)) / 2)
  const fresh = () => ({ n: 0, all: none, before: none, after: none, lowest: Infinity })
  let state = fresh()
  return {
    update: (value) => {
      state.n += 1
      state.all = fade(state.all, value)
      const above = state.all.mean + bound(state.all.squares, weight)
      if (above < state.lowest) {
        state.lowest = above
        state.before = state.all
        state.after = none
      } else state.after = fade(state.after, value)
      if (state.n < rowsMin) return false
      const rise = state.after.mean - state.before.mean
      const isAlarm = rise > bound(state.before.squares + state.after.squares, alpha)
      if (isAlarm) state = fresh()
      return isAlarm
    },
  }
}
