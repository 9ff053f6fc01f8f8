// DDM as river has it: an alarm where the error rate is so many deviations above where it was at its lowest. Of zeros and
// ones. J. Gama, P. Medas, G. Castillo and P. Rodrigues, "Learning with drift detection", SBIA 2004.
import type { Rival } from './rival.ts'

interface DdmOptions {
  rowsMin?: number
  deviations: number
}

export function createDdm({ rowsMin = 30, deviations }: DdmOptions): Rival {
  const fresh = () => ({ n: 0, share: 0, lowest: Infinity, shareThen: 0, deviationThen: 0 })
  let state = fresh()
  return {
    update: (value) => {
      state.n += 1
      state.share += (value - state.share) / state.n
      if (state.n <= rowsMin) return false
      const deviation = Math.sqrt((state.share * (1 - state.share)) / state.n)
      if (state.share + deviation <= state.lowest) {
        state.lowest = state.share + deviation
        state.shareThen = state.share
        state.deviationThen = deviation
      }
      const isAlarm = state.share + deviation > state.shareThen + deviations * state.deviationThen
      if (isAlarm) state = fresh()
      return isAlarm
    },
  }
}
