// Sends conversations to a collector, as fast as it takes them or at a rate, and asks it how far its jobs are behind.
import type { LoadOptions, LoadResult } from '../../apps/load-app.ts'
import { runApp } from '../../measure/run-app.ts'

const PER_REQUEST = 100
const CONNECTIONS = 8

export interface Sending {
  /** For so long; at so many predictions a second, or as many as are taken. */
  send: (seconds: number, perSecond?: number) => Promise<LoadResult>
}

export function createSending(url: string): Sending {
  // Ids of one run are not those of another.
  let run = Date.now() % 1_000_000
  return {
    send: (seconds, perSecond) => {
      run += 1
      return runApp<LoadResult>('load-app.ts', {
        url,
        run,
        shape: 'chat',
        encoding: 'protobuf',
        compression: 'none',
        connections: CONNECTIONS,
        perRequest: PER_REQUEST,
        warmUpMs: 0,
        measuredMs: seconds * 1000,
        firstRequest: 0,
        ...(perSecond === undefined ? {} : { requestsPerSecond: perSecond / PER_REQUEST }),
      } satisfies LoadOptions)
    },
  }
}

export function rateOf({ acknowledged, seconds }: LoadResult): number {
  return acknowledged / seconds
}

export interface Backlog {
  predictions: number
  /** Not counted yet, and not found by a search index yet. */
  unfolded: number
  unsearchable: number
}

export async function readBacklog(url: string): Promise<Backlog> {
  const response = await fetch(`${url}/api/storage`)
  if (!response.ok) throw new Error(`the report of the store was answered with ${response.status}`)
  return (await response.json()) as Backlog
}
