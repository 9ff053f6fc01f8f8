// The tabular cumulative sums of Page as river has them: the first values are the reference, in whose deviations slack and
// threshold are.
import type { Rival } from './rival.ts'

interface CusumOptions {
  /** So many are the reference. */
  rowsMin?: number
  slack?: number
  threshold: number
}

export function createCusum({ rowsMin = 30, slack = 0.5, threshold }: CusumOptions): Rival {
  const fresh = () => ({ n: 0, mean: 0, squares: 0, up: 0, down: 0, reference: NaN, deviation: 0 })
  let state = fresh()
  return {
    update: (value) => {
      if (state.n < rowsMin) {
        state.n += 1
        const before = value - state.mean
        state.mean += before / state.n
        state.squares += before * (value - state.mean)
        if (state.n < rowsMin) return false
        state.reference = state.mean
        state.deviation = rowsMin > 1 ? Math.sqrt(state.squares / (rowsMin - 1)) : 0
      }
      const away = value - state.reference
      state.up = Math.max(0, state.up + away - slack * state.deviation)
      state.down = Math.max(0, state.down - away - slack * state.deviation)
      const isAlarm = Math.max(state.up, state.down) > threshold * state.deviation
      if (isAlarm) state = fresh()
      return isAlarm
    },
  }
}
