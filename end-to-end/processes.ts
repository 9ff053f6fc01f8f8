// Starts the built programs as a user would, and ends them again. Nothing here is imported from a package's sources.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

export const root: string = join(import.meta.dirname, '..')
export const collectorCommand: string = join(root, 'packages', 'collector', 'dist', 'cli.js')

export interface Ended {
  exitCode: number | null
  stdout: string
  stderr: string
}

export interface Serving {
  url: string
  /** `host:port` of OTLP over gRPC, where it is served. */
  grpc: string | null
  stop: (signal?: 'SIGINT' | 'SIGTERM' | 'SIGKILL') => Promise<Ended>
}

interface Start {
  script: string
  parameters?: string[]
  environment?: { [name: string]: string }
  /** Where it is started. */
  folder?: string
  /** Whether it also prints an address for gRPC, to wait for. */
  hasGrpc?: boolean
}

/** Runs a program to its end. */
export function run(start: Start): Promise<Ended> {
  return ended(launch(start))
}

/** Starts a program that serves, and waits for the address it prints. */
export function serve(start: Start): Promise<Serving> {
  const child = launch(start)
  const end = ended(child)
  const stop: Serving['stop'] = (signal = 'SIGTERM') => {
    child.kill(signal)
    return end
  }
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout?.on('data', (text: string) => {
      output += text
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0]
      const grpc = /gRPC\D*(127\.0\.0\.1:\d+)/.exec(output)?.[1] ?? null
      if (url !== undefined && (grpc !== null || start.hasGrpc !== true)) resolve({ url, grpc, stop })
    })
    void end.then(({ stderr }) => reject(new Error(`${start.script} ended before it served: ${stderr}`)))
  })
}

export function collectorOn(data: string, environment: { [name: string]: string } = {}, port = 0): Promise<Serving> {
  return serve({
    script: collectorCommand,
    parameters: ['serve', '--port', String(port), '--data', data],
    environment: { TRIMTAB_GRPC_PORT: '0', ...environment },
    hasGrpc: environment['TRIMTAB_GRPC_PORT'] !== 'off',
  })
}

function launch({ script, parameters = [], environment = {}, folder }: Start): ChildProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TRIMTAB_)/.test(name))
  const child = spawn(process.execPath, [script, ...parameters], {
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: folder,
  })
  child.stdout?.setEncoding('utf8')
  child.stderr?.setEncoding('utf8')
  return child
}

function ended(child: ChildProcess): Promise<Ended> {
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (text: string) => (stdout += text))
  child.stderr?.on('data', (text: string) => (stderr += text))
  return new Promise((resolve) => {
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
  })
}
