// What it costs to see of a stored prediction what is watched for drift and to count it, in processor time, beside the plain
// fold that figures are made of.
import { rollUp } from '../../packages/collector/src/aggregates/roll-up.ts'
import { openStore } from '../../packages/collector/src/open-store.ts'
import { createNewsWatcher } from '../../packages/collector/src/watch/watch-news.ts'
import { note } from '../measure/measurement.ts'
import type { Section } from '../measure/report.ts'
import { showSpread, summarise } from '../measure/statistics.ts'
import type { Mix } from '../store/corpus.ts'
import { createDraw } from '../store/draw.ts'
import { type Language, readLanguage } from '../store/language.ts'
import { loadCorpus } from '../store/load.ts'
import { removedAfter } from './data-folder.ts'
import type { DriftRun } from './part.ts'

const ROWS = 5_000
const DAYS = 3
const STEP_MS = 50
const SHAPES: readonly { mix: Mix; name: string }[] = [
  { mix: 'conversations', name: 'turns of ten-turn conversations' },
  { mix: 'tabular', name: 'rows of thirty features' },
]

/** Microseconds of processor time a prediction. */
interface Cost {
  fold: number
  watch: number
}

export async function measureCounting({ seed, isQuick }: DriftRun): Promise<Section[]> {
  const rounds = isQuick ? 1 : 3
  const language = readLanguage(createDraw(seed))
  const rows: string[][] = []
  for (const { mix, name } of SHAPES) {
    const costs: Cost[] = []
    for (let round = 0; round <= rounds; round += 1) {
      const cost = await removedAfter((data) =>
        measureOnce({ data, mix, seed, language, isFoldFirst: round % 2 === 0 }),
      )
      // The first is a warm-up.
      if (round > 0) costs.push(cost)
    }
    const show = (pick: (cost: Cost) => number, digits: number): string =>
      showSpread(summarise(costs.map(pick)), digits)
    rows.push([
      name,
      show(({ fold }) => fold, 0),
      show(({ watch }) => watch, 0),
      show(({ fold, watch }) => watch / fold, 1),
    ])
    note(`counting: ${rows.at(-1)?.join(', ')}`)
  }
  return [
    {
      title: 'What watching costs',
      explanation: `${ROWS.toLocaleString('en')} predictions in a database on disk, one in ten of which something was said; microseconds of processor time a prediction to fold them into figures and to watch them for drift, each from nothing to all, with the reading of them and the writing of what comes of it. They take turns in who is first. ${rounds} rounds, median and quartiles.`,
      columns: ['Predictions', 'Fold', 'Watching', 'Times the fold'],
      rows,
    },
  ]
}

interface Round {
  data: string
  mix: Mix
  seed: number
  language: Language
  isFoldFirst: boolean
}

async function measureOnce({ data, mix, seed, language, isFoldFirst }: Round): Promise<Cost> {
  await loadCorpus({ data, seed, rows: ROWS, mix, language, nowMs: Date.now(), days: DAYS })
  const store = openStore(data, { mustExist: true })
  const watcher = createNewsWatcher({ rows: store.rows, state: store.state, clock: Date.now })
  const fold = (): Promise<number> => spend(() => rollUp(store.rows))
  const watch = (): Promise<number> => spend(() => watcher.step(STEP_MS))
  const cost = isFoldFirst ? { fold: await fold(), watch: await watch() } : { watch: await watch(), fold: await fold() }
  const tasks = await store.state.watchedTasks()
  store.close()
  if (tasks.length === 0) throw new Error('nothing was watched')
  return cost
}

async function spend(step: () => Promise<boolean>): Promise<number> {
  const before = process.cpuUsage()
  while (await step());
  const { user, system } = process.cpuUsage(before)
  return (user + system) / ROWS
}
