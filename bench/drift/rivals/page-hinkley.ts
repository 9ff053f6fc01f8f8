// Page and Hinkley's test as river has it: how far the sum of deviations from the running mean has come from its lowest or
// highest point. E. S. Page, "Continuous inspection schemes", Biometrika 41 (1954).
import type { Rival } from './rival.ts'

interface PageHinkleyOptions {
  rowsMin?: number
  delta?: number
  threshold: number
  forgetting?: number
  isBothSides?: boolean
}

export function createPageHinkley({
  rowsMin = 30,
  delta = 0.005,
  threshold,
  forgetting = 0.9999,
  isBothSides = true,
}: PageHinkleyOptions): Rival {
  const fresh = () => ({ n: 0, mean: 0, up: 0, down: 0, lowest: Infinity, highest: -1 })
  let state = fresh()
  return {
    update: (value) => {
      state.n += 1
      state.mean += (value - state.mean) / state.n
      const deviation = value - state.mean
      state.up = forgetting * state.up + deviation - delta
      state.down = forgetting * state.down + deviation + delta
      state.lowest = Math.min(state.lowest, state.up)
      state.highest = Math.max(state.highest, state.down)
      if (state.n < rowsMin) return false
      const isUp = state.up - state.lowest > threshold
      const isAlarm = isUp || (isBothSides && state.highest - state.down > threshold)
      if (isAlarm) state = fresh()
      return isAlarm
    },
  }
}
