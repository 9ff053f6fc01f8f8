// What the parts of this measurement share: how much, out of which seed, and folders that are filled once and removed in
// the end.
import { rmSync } from 'node:fs'
import { note } from '../measure/measurement.ts'
import type { Section } from '../measure/report.ts'
import { makeDataFolder } from '../servers/collector.ts'
import { DAYS } from './corpus.ts'
import { createDraw } from './draw.ts'
import { type Language, readLanguage } from './language.ts'
import { loadCorpus, settle } from './load.ts'
import type { Names } from './samples.ts'

/** A store has this many times the predictions of the one it is compared with. */
export const TIMES = 100

export interface Context {
  rows: number
  seed: number
  /** How long whatever goes on for a while goes on. */
  seconds: number
  language: Language
  nowMs: number
  /** A folder of its own. */
  makeFolder: () => string
  /** A month of mixed predictions, counted, indexed and packed; made when it is first asked for. */
  filled: (rows: number) => Promise<Filled>
  removeFolders: () => void
}

export interface Filled {
  data: string
  rows: number
  names: Names
}

export type Part = (context: Context) => Promise<Section[]>

export function createContext({ rows, seed, seconds }: Pick<Context, 'rows' | 'seed' | 'seconds'>): Context {
  const folders: string[] = []
  const filled = new Map<number, Promise<Filled>>()
  const makeFolder = (): string => {
    const data = makeDataFolder()
    folders.push(data)
    return data
  }
  const language = readLanguage(createDraw(seed))
  const nowMs = Date.now()

  async function fill(count: number): Promise<Filled> {
    const data = makeFolder()
    note(`filling a folder with ${count} predictions`)
    const { samples } = await loadCorpus({ data, seed, rows: count, mix: 'mixed', language, nowMs, days: DAYS })
    await settle(data)
    return { data, rows: count, names: samples }
  }

  return {
    rows,
    seed,
    seconds,
    language,
    nowMs,
    makeFolder,
    filled: (count) => {
      const found = filled.get(count) ?? fill(count)
      filled.set(count, found)
      return found
    },
    removeFolders: () => {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    },
  }
}
