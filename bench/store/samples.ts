// Names out of a corpus to ask for later: spread evenly over all of it.
import type { PredictionRow } from '../../packages/collector/src/store/stored.ts'

const SAMPLES = 500

export interface Names {
  ids: string[]
  traces: string[]
  sessions: string[]
  users: string[]
}

export interface Samples extends Names {
  take: (rows: readonly PredictionRow[]) => void
}

export function createSamples(rows: number): Samples {
  const samples: Names = { ids: [], traces: [], sessions: [], users: [] }
  const between = Math.max(1, Math.floor(rows / SAMPLES))
  let number = 0
  // A row that has no session leaves the place to the next that has one.
  const missing = { sessions: 0, users: 0 }
  return {
    ...samples,
    take: (taken) => {
      for (const { facts } of taken) {
        if (number % between === 0) {
          samples.ids.push(facts.id)
          samples.traces.push(facts.traceId)
          missing.sessions += 1
          missing.users += 1
        }
        number += 1
        if (missing.sessions > 0 && facts.session !== null) {
          samples.sessions.push(facts.session)
          missing.sessions -= 1
        }
        if (missing.users > 0 && facts.user !== null) {
          samples.users.push(facts.user)
          missing.users -= 1
        }
      }
    },
  }
}
