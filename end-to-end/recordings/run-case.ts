// One case from start to end: a collector with an empty folder, the requests, the predictions, the facts.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PredictionWithTrace } from '@trimtab/contract'
import { collectorCommand, root, serve } from '../processes.ts'
import { factsOf } from './case-facts.ts'
import type { Fact } from './fact.ts'
import type { RecordedRequest, Recording } from './recording.ts'
import { readPredictions, send } from './replay.ts'

export const FROM_SOURCES: string = join(root, 'packages', 'collector', 'src', 'cli.ts')
export const BUILT: string = collectorCommand

export interface CaseRun {
  facts: Fact[]
  predictions: PredictionWithTrace[]
  /** What the same requests once more made of it. */
  again: PredictionWithTrace[]
}

export async function runCase(recording: Recording, script: string, requests = recording.requests): Promise<CaseRun> {
  const folder = mkdtempSync(join(tmpdir(), 'trimtab-recording-'))
  const parameters = ['serve', '--port', '0', '--data', join(folder, 'data')]
  const collector = await serve({ script, parameters, environment: { TRIMTAB_GRPC_PORT: '0' }, hasGrpc: true })
  try {
    const refused = await sendAll(requests, collector)
    const predictions = await readPredictions(collector.url)
    await sendAll(requests, collector)
    const again = await readPredictions(collector.url)
    return { facts: [...refused, ...factsOf(recording, predictions)], predictions, again }
  } finally {
    await collector.stop('SIGKILL')
    rmSync(folder, { recursive: true })
  }
}

/** A fact for each request: that it was taken. */
async function sendAll(requests: RecordedRequest[], collector: { url: string; grpc: string | null }): Promise<Fact[]> {
  const facts: Fact[] = []
  for (const request of requests) {
    const fault = await send(request, collector)
    const state = fault === null ? 'recovered' : 'missed'
    facts.push({ of: 'case', fact: `accepted at ${request.path}`, state, expected: null, found: fault })
  }
  return facts
}
