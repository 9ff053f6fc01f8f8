// Fills a data folder through the store's own door, and does what its jobs would do later; no collector runs on it yet.
import { rollUp } from '../../packages/collector/src/aggregates/roll-up.ts'
import { openStore } from '../../packages/collector/src/open-store.ts'
import { note } from '../measure/measurement.ts'
import { BATCH_ROWS, type CorpusOptions, DAY_MS, makeCorpus } from './corpus.ts'
import { createSamples, type Samples } from './samples.ts'

const NOTE_ROWS = 100_000
/** Of one step of upkeep. */
const STEP_MS = 200

export interface Loaded {
  samples: Samples
  seconds: number
  /** All of it as lines of JSON, where what was not said is left out: as it is imported. */
  rawBytes: number
}

interface LoadOptions extends CorpusOptions {
  data: string
  /** So many are there already. */
  rowsBefore?: number
  /** Costs as much time as storing them. */
  isRawCounted?: boolean
}

export async function loadCorpus({
  data,
  rowsBefore = 0,
  isRawCounted = false,
  ...corpus
}: LoadOptions): Promise<Loaded> {
  // Days go by while it is filled, as they do in life: what is of earlier ones is packed.
  let storedMs = corpus.nowMs - corpus.days * DAY_MS
  const store = openStore(data, { clock: () => storedMs })
  const samples = createSamples(corpus.rows)
  let [spentMs, rawBytes, done] = [0, 0, 0]
  for (const { predictions, feedback } of makeCorpus(corpus)) {
    samples.take(predictions)
    if (isRawCounted)
      for (const each of [...predictions.map(({ facts }) => facts), ...feedback]) rawBytes += lineOf(each).length
    done += predictions.length
    // A batch that was stored in part is stored again: what is there already stays as it is.
    if (done <= rowsBefore - BATCH_ROWS) continue
    storedMs = Date.parse(predictions.at(-1)?.facts.startedAt ?? '')
    const startMs = performance.now()
    await store.rows.add({ predictions, feedback, revised: [], withdrawn: [], traceRows: [] })
    spentMs += performance.now() - startMs
    if (done % NOTE_ROWS === 0) note(`${done} of ${corpus.rows} are stored, after ${(spentMs / 1000).toFixed(0)} s`)
  }
  store.close()
  return { samples, seconds: spentMs / 1000, rawBytes }
}

function lineOf(said: object): Buffer {
  const isSaid = (value: unknown): boolean =>
    value !== null && !(typeof value === 'object' && Object.keys(value).length === 0)
  return Buffer.from(`${JSON.stringify(said, (_, value: unknown) => (isSaid(value) ? value : undefined))}\n`)
}

/** What was stored until yesterday is packed once something comes today. */
export async function beginToday(data: string): Promise<void> {
  const store = openStore(data, { mustExist: true })
  await store.rows.add({ predictions: [], revised: [], withdrawn: [], traceRows: [], feedback: [] })
  store.close()
}

export interface Settled {
  /** What each took: counting all predictions, and all that is put off. */
  foldSeconds: number
  upkeepSeconds: number
}

/** Counts, indexes and packs all that is there. */
export async function settle(data: string): Promise<Settled> {
  const store = openStore(data, { mustExist: true })
  const foldSeconds = await spend(() => rollUp(store.rows))
  const upkeepSeconds = await spend(() => store.rows.catchUp(STEP_MS))
  store.close()
  note(`settled: counted in ${foldSeconds.toFixed(1)} s, kept up in ${upkeepSeconds.toFixed(1)} s`)
  return { foldSeconds, upkeepSeconds }
}

/** Forgets all sums and counts again; how long that takes, in seconds. */
export async function rebuild(data: string): Promise<number> {
  const store = openStore(data, { mustExist: true })
  await store.rows.unfold()
  const seconds = await spend(() => rollUp(store.rows))
  store.close()
  return seconds
}

async function spend(step: () => Promise<boolean>): Promise<number> {
  const startMs = performance.now()
  while (await step());
  return (performance.now() - startMs) / 1000
}
