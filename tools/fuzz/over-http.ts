// Sends inputs to a built collector in a process of its own, over sockets, because what is framed wrongly no client of
// HTTP would send; and holds what comes back, the collector's memory and its log to the laws.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wrongWith } from './answers.ts'
import { type Envelope, makeEnvelope } from './envelopes.ts'
import { makeInput } from './inputs.ts'
import { type Broken, MEMORY_MB_MAX, SILENCE_MS_MAX } from './laws.ts'
import { createRandom } from './random.ts'

/** Requests under way at once. */
const CONNECTIONS = 6
const REQUESTS_PER_LOOK = 200
const COLLECTOR = join(import.meta.dirname, '..', '..', 'packages', 'collector', 'dist', 'cli.js')

export interface HttpRun {
  sent: number
  statuses: { [status: string]: number }
  memoryMbMax: number
}

export interface HttpStart {
  seed: number
  /** How many more inputs to send; asked before each. */
  isDone: (sent: number) => boolean
  onBroken: (broken: Broken) => void
}

/** Its numbers continue where those of the inputs in memory cannot be. */
const FIRST_NUMBER = 2 ** 30

export async function fuzzOverHttp({ seed, isDone, onBroken }: HttpStart): Promise<HttpRun> {
  const data = mkdtempSync(join(tmpdir(), 'trimtab-fuzz-'))
  const collector = await startCollector(data)
  const run: HttpRun = { sent: 0, statuses: {}, memoryMbMax: 0 }
  let number = FIRST_NUMBER
  const sendSome = async (): Promise<void> => {
    while (!isDone(run.sent) && collector.process.exitCode === null) {
      const own = number
      number += 1
      run.sent += 1
      const envelope = makeEnvelope(makeInput(seed, own), createRandom(seed, -own))
      const received = await exchange(collector.port, envelope)
      const wrong = received === null ? 'there was no end of the answer' : wrongWith(received, envelope)
      if (wrong !== null) onBroken({ kind: 'broken', number: own, law: wrong, envelope })
      const status = received?.toString('latin1', 9, 12) || 'none'
      run.statuses[status] = (run.statuses[status] ?? 0) + 1
      if (run.sent % REQUESTS_PER_LOOK === 0) run.memoryMbMax = Math.max(run.memoryMbMax, collector.memoryMb())
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, sendSome))
  run.memoryMbMax = Math.max(run.memoryMbMax, collector.memoryMb())
  const end = await collector.stop()
  rmSync(data, { recursive: true })
  const broken = (law: string): void => onBroken({ kind: 'broken', number, law })
  if (run.memoryMbMax > MEMORY_MB_MAX) broken(`the collector held ${run.memoryMbMax} MB`)
  if (end.exitCode !== 0) broken(`the collector ended with ${end.exitCode}`)
  if (end.log !== '') broken(`the collector told of a defect: ${end.log.slice(0, 2000)}`)
  return run
}

interface FuzzedCollector {
  process: ChildProcess
  port: number
  memoryMb: () => number
  stop: () => Promise<{ exitCode: number | null; log: string }>
}

async function startCollector(data: string): Promise<FuzzedCollector> {
  const child = spawn(
    process.execPath,
    [COLLECTOR, 'serve', '--port', '0', '--grpc-port', 'off', '--data', data, '--log-level', 'error'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text))
  const { promise: ended, resolve } = Promise.withResolvers<number | null>()
  child.once('close', resolve)
  const port = await new Promise<number>((served, failed) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1]
      if (found !== undefined) served(Number(found))
    })
    void ended.then(() => failed(new Error(`the collector did not start: ${log}`)))
  })
  return {
    process: child,
    port,
    memoryMb: () => memoryMbOf(child.pid),
    stop: async () => {
      child.kill('SIGTERM')
      return { exitCode: await ended, log }
    },
  }
}

/** Zero where the system does not tell. */
function memoryMbOf(pid: number | undefined): number {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return 0
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(file, 'utf8'))?.[1]
  return Math.round(Number(kilobytes ?? 0) / 1024)
}

/** Everything that comes back until the other side closes; null where it does not in time. */
function exchange(port: number, { head, body, isBroken }: Envelope): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect({ port, host: '127.0.0.1' })
    socket.setTimeout(SILENCE_MS_MAX, () => {
      resolve(null)
      socket.destroy()
    })
    socket.on('data', (chunk) => chunks.push(chunk))
    // It may close before it has read all, which is its right once it has answered.
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(Buffer.concat(chunks)))
    socket.write(Buffer.concat([head, body]))
    // Whoever promised more and goes is told apart from whoever waits; Node hangs up on both.
    if (isBroken) socket.end()
  })
}
