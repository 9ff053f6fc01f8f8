// What becomes of ten million: loaded once, in a folder that stays until it is done, so that it can be begun again where
// it ended.
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../packages/collector/src/open-store.ts'
import { note } from '../measure/measurement.ts'
import { type Section, writeReport } from '../measure/report.ts'
import { quantile } from '../measure/statistics.ts'
import { startCollector } from '../servers/collector.ts'
import { createAsker } from './ask.ts'
import type { Context } from './context.ts'
import { DAYS } from './corpus.ts'
import { createDraw } from './draw.ts'
import { loadCorpus, rebuild, settle } from './load.ts'
import { QUESTIONS } from './questions.ts'
import type { Names } from './samples.ts'
import { measureSizes } from './sizes.ts'

/** As they are written, the search index and the log included. */
const BYTES_PER_ROW = 3000
const ASKS = 100
/** What retention keeps of the month. */
const DAYS_KEPT = 27
const STEP_MS = 50

/** What it was begun with. */
interface Begun {
  seed: number
  nowMs: number
}

export async function measureTenMillion({ seed, language, rows }: Context): Promise<void> {
  const data = join(tmpdir(), `trimtab-store-of-${rows}`)
  mkdirSync(data, { recursive: true })
  const begun = readBegun(join(data, 'begun.json'), { seed, nowMs: Date.now() })
  const rowsBefore = await countStored(data)
  refuseSmallDisk(data, rows - rowsBefore)
  if (rowsBefore > 0) note(`goes on after ${rowsBefore}, with the seed ${begun.seed}`)
  const loaded = await loadCorpus({ data, ...begun, rows, rowsBefore, mix: 'mixed', language, days: DAYS })
  const written = measureSizes(data)
  const settled = await settle(data)
  const packed = measureSizes(data)
  const rebuilt = await rebuild(data)
  const table = await askAll(data, { ...begun, language, names: loaded.samples })
  const retention = await removeOld(data, begun.nowMs)
  const sections: Section[] = [
    {
      title: 'Filling it',
      columns: ['What', 'Seconds', 'Bytes a prediction'],
      rows: [
        ['stored', rowsBefore > 0 ? 'in pieces' : loaded.seconds.toFixed(0), (written.bytes / rows).toFixed(0)],
        ['counted', settled.foldSeconds.toFixed(0), ''],
        ['indexed for search and packed', settled.upkeepSeconds.toFixed(0), (packed.bytes / rows).toFixed(0)],
        ['counted anew', rebuilt.toFixed(0), ''],
      ],
    },
    {
      title: 'Questions',
      explanation: `${ASKS} times each.`,
      columns: ['Question', 'p50 / p95, ms', 'Early', 'Failed'],
      rows: table,
    },
    {
      title: 'Removing what is old',
      explanation: `All that began more than ${DAYS_KEPT} days ago, in steps of about ${STEP_MS} ms.`,
      columns: ['Removed', 'Seconds', 'Steps', 'A step, p50 / p99 / longest ms'],
      rows: [retention],
    },
  ]
  rmSync(data, { recursive: true })
  writeReport({
    name: 'store-ten-million',
    title: 'What becomes of ten million',
    versions: '@trimtab/collector 0.1.0, better-sqlite3 13.2.0',
    introduction: `${rows} predictions of the mix that \`store\` measures, of 30 days, made with the seed ${begun.seed}; one run.`,
    sections,
  })
}

function readBegun(path: string, fresh: Begun): Begun {
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Begun
  writeFileSync(path, JSON.stringify(fresh))
  return fresh
}

function refuseSmallDisk(folder: string, rows: number): void {
  const { bavail, bsize } = statfsSync(folder)
  const [free, needed] = [bavail * bsize, rows * BYTES_PER_ROW]
  if (free < needed)
    throw new Error(
      `${folder} has ${(free / 2 ** 30).toFixed(0)} GiB free, and ${(needed / 2 ** 30).toFixed(0)} are needed`,
    )
}

async function countStored(data: string): Promise<number> {
  const store = openStore(data)
  try {
    return (await store.rows.report()).predictions
  } finally {
    store.close()
  }
}

async function askAll(
  data: string,
  asked: { seed: number; nowMs: number; language: Context['language']; names: Names },
): Promise<string[][]> {
  const collector = await startCollector({ data })
  const asker = createAsker(collector.url)
  try {
    const draw = createDraw(asked.seed + 1000)
    for (let round = 0; round < ASKS; round += 1)
      for (const question of QUESTIONS) await asker.ask(question, { ...asked, draw, isNewest: false })
    return QUESTIONS.map(({ name }) => {
      const { times, partial, failed } = asker.answersTo(name)
      const sorted = times.toSorted((one, other) => one - other)
      const shown = `${quantile(sorted, 0.5).toFixed(1)} / ${quantile(sorted, 0.95).toFixed(1)}`
      return [name, shown, String(partial), String(failed)]
    })
  } finally {
    asker.close()
    await collector.stop()
  }
}

async function removeOld(data: string, nowMs: number): Promise<string[]> {
  const store = openStore(data)
  const rules = [{ task: null, days: DAYS_KEPT, contentDays: null, predictionsMax: null }]
  const steps: number[] = []
  let [removed, isMore] = [0, true]
  while (isMore) {
    const startMs = performance.now()
    const step = await store.rows.removeOld({
      rules,
      bytesMax: null,
      nowMs,
      budgetMs: STEP_MS,
      pinned: (ids) => store.state.pinned(ids),
    })
    steps.push(performance.now() - startMs)
    removed += step.predictions
    isMore = step.isMore
  }
  store.close()
  const sorted = steps.toSorted((one, other) => one - other)
  const seconds = steps.reduce((sum, ms) => sum + ms, 0) / 1000
  const spread = [0.5, 0.99, 1].map((share) => quantile(sorted, share).toFixed(0))
  return [String(removed), seconds.toFixed(0), String(steps.length), spread.join(' / ')]
}
