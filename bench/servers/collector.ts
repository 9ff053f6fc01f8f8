// A collector as a user starts it, in a folder of its own, and what the machine says it takes. Linux only.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const COLLECTOR_COMMAND = join(import.meta.dirname, '..', '..', 'packages', 'collector', 'dist', 'cli.js')
/** What Linux counts processor time in. */
const TICKS_PER_SECOND = 100

export interface Collector {
  url: string
  data: string
  child: ChildProcess
  /** Of all threads since it started. */
  cpuSeconds: () => number
  /** The most memory it ever had. */
  peakMebibytes: () => number
  /** What it has now. */
  memoryMebibytes: () => number
  /** Ends it and returns its exit code, null where a signal ended it. */
  stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<number | null>
  output: () => string
}

interface CollectorOptions {
  data?: string
  nodeFlags?: string[]
  environment?: { [name: string]: string }
}

export function makeDataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'trimtab-bench-'))
}

export async function startCollector({
  data = makeDataFolder(),
  nodeFlags = [],
  environment: added = {},
}: CollectorOptions = {}): Promise<Collector> {
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('TRIMTAB_'))
  const words = ['serve', '--port', '0', '--grpc-port', 'off', '--data', data]
  const child = spawn(process.execPath, [...nodeFlags, COLLECTOR_COMMAND, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(environment), ...added },
  })
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (text: string): void => {
      said = `${said}${text}`.slice(-20_000)
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
      if (found !== undefined) resolve(found)
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    child.once('close', () => reject(new Error(`the collector did not start:\n${said}`)))
  })
  return {
    url,
    data,
    child,
    cpuSeconds: () => {
      // After the name in brackets, which may hold spaces.
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
    },
    peakMebibytes: () => readMebibytes(child, 'VmHWM'),
    memoryMebibytes: () => readMebibytes(child, 'VmRSS'),
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal)
        await once(child, 'close')
      }
      return child.exitCode
    },
    output: () => said,
  }
}

function readMebibytes({ pid }: ChildProcess, name: string): number {
  const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n')
  const line = lines.find((each) => each.startsWith(`${name}:`)) ?? ''
  return Number(/\d+/.exec(line)?.[0]) / 1024
}

export function removeData({ data }: Collector): void {
  rmSync(data, { recursive: true, force: true })
}
