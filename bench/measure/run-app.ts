// Runs an app of ours in a process of its own and reads the line of JSON it ends with.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

export interface AppEnd {
  /** Undefined when the app said nothing before it ended. */
  said: unknown
  exitCode: number | null
  errorOutput: string
}

const NODE_FLAGS = ['--expose-gc', '--disable-warning=ExperimentalWarning']

export function startApp(file: string, options: object): { child: ChildProcess; end: Promise<AppEnd> } {
  const path = join(import.meta.dirname, '..', 'apps', file)
  const child = spawn(process.execPath, [...NODE_FLAGS, path, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errorOutput = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errorOutput += text))
  const end = new Promise<AppEnd>((resolve) => {
    child.on('close', (exitCode) => {
      const line = output.trim().split('\n').at(-1) ?? ''
      resolve({ said: line.startsWith('{') ? JSON.parse(line) : undefined, exitCode, errorOutput })
    })
  })
  return { child, end }
}

/** For apps that have to succeed. */
export async function runApp<Result>(file: string, options: object): Promise<Result> {
  const { said, exitCode, errorOutput } = await startApp(file, options).end
  if (exitCode !== 0 || said === undefined) {
    throw new Error(`${file} ${JSON.stringify(options)} ended with ${exitCode}:\n${errorOutput.slice(-2000)}`)
  }
  return said as Result
}
