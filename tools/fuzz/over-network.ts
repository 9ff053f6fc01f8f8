// Sends inputs to a built collector over HTTP and gRPC, and holds what comes back, its memory and its log to the laws.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCollector } from './collector.ts'
import { makeInput } from './inputs.ts'
import { type Broken, COLLECTOR_MEMORY_MB_MAX } from './laws.ts'
import { openGrpcLine } from './over-grpc.ts'
import { sendOverHttp } from './over-http.ts'
import { createRandom } from './random.ts'

/** Requests under way at once. */
const CONNECTIONS = 6
const GRPC_SHARE = 0.2
const REQUESTS_PER_LOOK = 200
/** Its inputs have numbers that those in memory cannot have. */
const FIRST_NUMBER = 2 ** 30
const LOG_CHARS_MAX = 2000

export interface NetworkRun {
  sent: number
  statuses: { [status: string]: number }
  memoryMbMax: number
}

interface NetworkStart {
  seed: number
  /** Asked before each is sent. */
  isDone: (sent: number) => boolean
  onBroken: (broken: Broken) => void
}

export async function fuzzOverNetwork({ seed, isDone, onBroken }: NetworkStart): Promise<NetworkRun> {
  const data = mkdtempSync(join(tmpdir(), 'trimtab-fuzz-'))
  const collector = await startCollector(data)
  const grpc = openGrpcLine(collector.grpcPort)
  const run: NetworkRun = { sent: 0, statuses: {}, memoryMbMax: 0 }
  const sendSome = async (): Promise<void> => {
    while (!isDone(run.sent) && collector.process.exitCode === null) {
      const number = FIRST_NUMBER + run.sent
      run.sent += 1
      const [made, random] = [makeInput(seed, number), createRandom(seed, -number)]
      const sent = random.chance(GRPC_SHARE)
        ? await grpc.send(made, random)
        : await sendOverHttp(collector.httpPort, made, random)
      if (sent.wrong !== null) onBroken({ kind: 'broken', number, law: sent.wrong, sent })
      run.statuses[sent.status] = (run.statuses[sent.status] ?? 0) + 1
      if (run.sent % REQUESTS_PER_LOOK === 0) collector.memoryMbMax()
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, sendSome))
  grpc.close()
  run.memoryMbMax = collector.memoryMbMax()
  const { exitCode, log } = await collector.stop()
  rmSync(data, { recursive: true })
  const broken = (law: string): void => onBroken({ kind: 'broken', number: FIRST_NUMBER + run.sent, law })
  if (run.memoryMbMax > COLLECTOR_MEMORY_MB_MAX) broken(`the collector held ${run.memoryMbMax} MB`)
  if (exitCode !== 0) broken(`the collector ended with ${exitCode}`)
  if (log !== '') broken(`the collector told of a defect: ${log.slice(0, LOG_CHARS_MAX)}`)
  return run
}
