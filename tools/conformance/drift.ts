// Drift, as others see it: the same windows in which nothing changed, given to us and to the real packages of others in
// Python, and how many of them each flags. It judges nobody but us: of what is not drift we may flag five in a hundred.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { REFERENCE_ROWS, SIZES, WINDOWS, writeWindows } from './drift/windows.ts'
import { installPython } from './toolchains.ts'

const SEED = 7
const PEERS = ['evidently', 'nannyml', 'alibi-detect', 'river']
const HERE = join(import.meta.dirname, 'drift')
/** What may be flagged of what did not drift. */
const FLAGGED_MAX = 0.05

interface Found {
  rule: string
  size: number
  megabytes: number
  judged?: number
  flagged?: number
  /** Of a window. */
  seconds?: number
  error?: string
}

/** Says what it found as a table; resolves with what is wrong with ours. */
export async function compareDrift(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'trimtab-conformance-drift-'))
  writeWindows(folder, SEED)
  const ours = await ask(process.execPath, [join(HERE, 'ours.ts'), folder])
  const found = [...ours]
  for (const peer of PEERS) {
    try {
      const python = await installPython(`drift-${peer}`, join(HERE, 'requirements', `${peer}.txt`))
      found.push(...(await ask(python, [join(HERE, 'peers.py'), peer, folder])))
    } catch (error) {
      console.log(`skipped  ${peer}: ${String(error).split('\n').slice(0, 3).join(' ')}`)
    }
  }
  rmSync(folder, { recursive: true })
  console.log(table(found))
  return faultsOf(ours)
}

async function ask(command: string, parameters: string[]): Promise<Found[]> {
  const { stdout } = await promisify(execFile)(command, parameters, { maxBuffer: 2 ** 24 })
  const lines = stdout.split('\n').filter((line) => line.startsWith('{"rule"'))
  return lines.map((line) => JSON.parse(line) as Found)
}

function faultsOf(ours: readonly Found[]): string[] {
  if (ours.length === 0) return ['nothing was found of ours']
  return ours
    .filter((one) => shareOf(one) > FLAGGED_MAX)
    .map((one) => `${one.rule} flagged ${shareOf(one)} of windows of ${one.size} rows that did not drift`)
}

function table(found: readonly Found[]): string {
  const heading = `Nothing drifted: ${WINDOWS} windows of each size, six columns, a reference of ${REFERENCE_ROWS} rows, the seed ${SEED}. Share flagged, by rows of a window.`
  const head = ['Rule', ...SIZES.map(String), 'seconds a window', 'peak MB']
  const rows = [...Map.groupBy(found, ({ rule }) => rule)].map(([rule, all]) => {
    const shares = SIZES.map((size) => {
      const one = all.find((each) => each.size === size)
      if (one === undefined) return '–'
      return one.error === undefined ? shareOf(one).toFixed(3) : 'failed'
    })
    const seconds = all.map((one) => one.seconds ?? 0)
    const most = Math.max(...all.map(({ megabytes }) => megabytes))
    return [rule, ...shares, Math.max(...seconds).toFixed(3), most.toFixed(0)]
  })
  const failures = found.flatMap(({ rule, size, error }) => (error === undefined ? [] : [`${rule}, ${size}: ${error}`]))
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [heading, '', line(head), line(head.map(() => '---')), ...rows.map(line), '', ...failures].join('\n')
}

function shareOf({ judged = 0, flagged = 0 }: Found): number {
  return judged === 0 ? 0 : flagged / judged
}
