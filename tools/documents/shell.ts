// Runs the commands that the documents show, as a reader would, in a scratch copy of the folder they would be in.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_URL } from '@trimtab/contract'
import { root } from './documents.ts'

const READY = /Trimtab is listening on (http:\/\/\S+)/

/**
 * Commands that are read and not run: the first two are about a copy of Trimtab that is not this one, `npm test` would
 * run this very test, and what is behind `pnpm` are the checks that run beside it.
 */
const NOT_RUN = [
  /^git clone /,
  /^cd trimtab$/,
  /^npm (install|i) (-\S+ )*@trimtab\//,
  /^npm test$/,
  /^(npm run (-s )?)?pnpm /,
]

export interface CommandEnd {
  exitCode: number | null
  output: string
}

/** Commands of a block, continued lines joined, without those that are not run. */
export function runnableCommands(block: string): string[] {
  return block
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#') && !NOT_RUN.some((pattern) => pattern.test(line)))
}

/** The npm scripts that a block names. */
export function namedScripts(block: string): string[] {
  const scripts = [...block.matchAll(/^(?:npm (?:run )?(?:-s )?|pnpm )([a-z][\w:-]*)/gm)].map((match) => match[1] ?? '')
  return scripts.filter((name) => !['install', 'i', 'exec'].includes(name))
}

/** A folder that looks like the repository, into which commands can write without leaving a trace in it. */
export function layOutScratch(folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(root)) {
    if (!['.git', 'trimtab-data'].includes(name)) symlinkSync(join(root, name), join(folder, name))
  }
}

export class Shell {
  readonly #folder: string
  readonly #environment: NodeJS.ProcessEnv

  constructor(folder: string, environment: { [name: string]: string }) {
    this.#folder = folder
    const own = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TRIMTAB_)/.test(name))
    this.#environment = { ...Object.fromEntries(own), NO_COLOR: '1', ...environment }
  }

  /** Runs a whole block; it stops at the first command that fails. */
  run(commands: string[]): Promise<CommandEnd> {
    // The documents speak of the default address; the collector they meet here is somewhere else.
    const url = this.#environment['TRIMTAB_URL'] ?? DEFAULT_URL
    return new Promise((resolve) => {
      const child = this.#spawn(
        commands.join('\n').replaceAll(DEFAULT_URL, url).replaceAll('127.0.0.1:4318', new URL(url).host),
      )
      const read = collect(child)
      child.on('close', (exitCode) => resolve({ exitCode, output: read() }))
    })
  }

  /** Starts something that serves until it is told to stop, and waits until it does. */
  serve(command: string): Promise<{ url: string; stop: () => Promise<CommandEnd> }> {
    const child = this.#spawn(`exec ${command}`)
    const read = collect(child)
    const ended = new Promise<CommandEnd>((resolve) => {
      child.on('close', (exitCode) => resolve({ exitCode, output: read() }))
    })
    function stop(): Promise<CommandEnd> {
      child.kill('SIGINT')
      return ended
    }
    return new Promise((resolve, reject) => {
      child.stdout?.on('data', () => {
        const url = READY.exec(read())?.[1]
        if (url !== undefined) resolve({ url, stop })
      })
      child.on('close', () => reject(new Error(`${command} ended before it listened:\n${read()}`)))
    })
  }

  #spawn(script: string): ChildProcess {
    return spawn('bash', ['-e', '-c', script], {
      cwd: this.#folder,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }
}

function collect(child: ChildProcess): () => string {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  return () => output
}
