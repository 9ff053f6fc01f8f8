// A built collector in a process of its own, with its memory and its log in view.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const COMMAND = join(import.meta.dirname, '..', '..', 'packages', 'collector', 'dist', 'cli.js')

export interface FuzzedCollector {
  process: ChildProcess
  httpPort: number
  grpcPort: number
  /** The most it ever held; zero where the system does not tell. */
  memoryMbMax: () => number
  /** What it ended with, and all it said of defects. */
  stop: () => Promise<{ exitCode: number | null; log: string }>
}

export async function startCollector(data: string): Promise<FuzzedCollector> {
  const parameters = ['serve', '--port', '0', '--grpc-port', '0', '--data', data, '--log-level', 'error']
  const child = spawn(process.execPath, [COMMAND, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [said, log] = ['', '']
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text))
  const { promise: ended, resolve } = Promise.withResolvers<number | null>()
  child.once('close', resolve)
  const [httpPort, grpcPort] = await new Promise<[number, number]>((served, failed) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const [http, grpc] = [/http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1], /gRPC .*:(\d+)/.exec(said)?.[1]]
      if (http !== undefined && grpc !== undefined) served([Number(http), Number(grpc)])
    })
    void ended.then(() => failed(new Error(`the collector did not start: ${log}`)))
  })
  let memoryMb = 0
  return {
    process: child,
    httpPort,
    grpcPort,
    memoryMbMax: () => (memoryMb = Math.max(memoryMb, readMemoryMbMax(child.pid))),
    stop: async () => {
      child.kill('SIGTERM')
      return { exitCode: await ended, log }
    },
  }
}

function readMemoryMbMax(pid: number | undefined): number {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return 0
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(file, 'utf8'))?.[1]
  return Math.round(Number(kilobytes ?? 0) / 1024)
}
