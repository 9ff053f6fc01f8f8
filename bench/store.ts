// Whether a store stays fast and small: what a prediction takes on disk, what answers cost where there is a hundred times
// as much, what reading, counting and copying cost beside writing, and why the tables are as they are.
import { type Measurement, note } from './measure/measurement.ts'
import { type Section, writeReport } from './measure/report.ts'
import { measureBytes } from './store/bytes.ts'
import { createContext, TIMES } from './store/context.ts'
import { measureExperiments } from './store/experiments.ts'
import { measureQueries } from './store/queries.ts'
import { measureSoak, STEPS } from './store/soak.ts'
import { measureTenMillion } from './store/ten-million.ts'

const ROWS_DEFAULT = 1_000_000
const TEN_MILLION = 10_000_000
const SECONDS_DEFAULT = 60

export const measureStore: Measurement = async ({ seconds = SECONDS_DEFAULT, seed, only, ...options }) => {
  const isTenMillion = only?.includes('ten-million') === true
  const rows = options.rows ?? (isTenMillion ? TEN_MILLION : ROWS_DEFAULT)
  const context = createContext({ rows, seconds, seed: seed ?? Date.now() % 1_000_000 })
  note(`the seed is ${context.seed}`)
  const isChosen = (name: string): boolean => only === undefined || only.includes(name)
  try {
    if (isTenMillion) return await measureTenMillion(context)
    const sections: Section[] = []
    if (isChosen('bytes')) sections.push(...(await measureBytes(context)))
    if (isChosen('queries')) sections.push(...(await measureQueries(context)))
    const steps = STEPS.filter(isChosen)
    if (steps.length > 0) sections.push(...(await measureSoak(context, steps)))
    if (isChosen('experiments')) sections.push(...(await measureExperiments(context)))
    writeReport({
      name: 'store',
      title: 'How the store stays fast and small',
      versions: '@trimtab/collector 0.1.0, better-sqlite3 13.2.0',
      introduction: `A month of predictions, made with the seed ${context.seed}: seven of ten are turns of ten-turn conversations that send their whole history again, two are of thirty features, one is a single question; 2 % failed, one of ten is spoken of hours or days later. Their text is made of the sentences of READMEs and changelogs. However many there are, they spread over the same 30 days: ${rows} are ${Math.round(rows / 30)} a day, and the ${Math.ceil(rows / TIMES)} they are compared with are ${Math.round(rows / TIMES / 30)}. They are stored through the store's own door; what is sent and asked goes over HTTP to the built collector.`,
      sections,
    })
  } finally {
    context.removeFolders()
  }
}
