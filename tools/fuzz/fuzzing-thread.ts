// A thread that gives inputs to the door of the collector, in memory and without HTTP, and holds what comes back to the
// laws. The main thread watches it from outside, because a thread that hangs cannot say so.
import { inspect } from 'node:util'
import { parentPort, workerData } from 'node:worker_threads'
import { readOverview } from '../../packages/collector/src/aggregates/overview.ts'
import { foldOf, rollUp } from '../../packages/collector/src/aggregates/roll-up.ts'
import { byNewest, opinionOf, peopleOf } from '../../packages/collector/src/feedback/opinion.ts'
import { ratingsOf } from '../../packages/collector/src/feedback/ratings.ts'
import { createIngest } from '../../packages/collector/src/ingest/create-ingest.ts'
import type { Ingest, Parcel, Receipt } from '../../packages/collector/src/ingest/ingest.ts'
import { createReadParcel } from '../../packages/collector/src/ingest/read-parcel.ts'
import type { Reading, Unreadable } from '../../packages/collector/src/ingest/reading.ts'
import { openSqliteStore } from '../../packages/collector/src/store/sqlite/store.ts'
import type { Store } from '../../packages/collector/src/store/store.ts'
import { makeInput } from './inputs.ts'
import { CPU_MS_MAX, type FromThread, type Start } from './laws.ts'

/** Of so many inputs one is also stored, which takes most of the time; the others are read to the last fact. */
const INPUTS_PER_STORED = 3
/** Then the store begins anew. */
const INPUTS_PER_STORE = 10_000
const NOW_MS = Date.UTC(2026, 10, 21, 11)

const { seed, first, step, count, untilMs, current } = workerData as Start

let defect: unknown = null
let made = 0

const reading = {
  clock: () => NOW_MS,
  makeId: () => {
    made += 1
    return `made-${made}`
  },
  onDefect: (error: unknown) => void (defect = error),
}
const read = createReadParcel(reading)

function openStore(): { store: Store; ingest: Ingest } {
  const store = openSqliteStore({ data: ':memory:', rules: { opinionOf, peopleOf, ratingsOf, byNewest, foldOf } })
  return { store, ingest: createIngest({ rows: store.rows, ...reading }) }
}

async function run(): Promise<void> {
  let { store, ingest } = openStore()
  let outcomes: { [outcome: string]: number } = {}
  let done = 0
  let told = 0
  for (; done < count && Date.now() < untilMs; done += 1) {
    const number = first + done * step
    current[0] = number
    const { signal, encoding, body } = makeInput(seed, number)
    defect = null
    const before = process.threadCpuUsage()
    const parcel: Parcel = { kind: 'otlp', signal, encoding, body }
    const receipt = done % INPUTS_PER_STORED === 0 ? await ingest.submit(parcel) : read(parcel)
    const { user, system } = process.threadCpuUsage(before)
    const broken = brokenBy(receipt, (user + system) / 1000)
    if (broken !== null) tell({ kind: 'broken', number, law: broken })
    outcomes[receipt.outcome] = (outcomes[receipt.outcome] ?? 0) + 1
    if (done % INPUTS_PER_STORE === INPUTS_PER_STORE - 1) {
      await readBack(store, number)
      tell({ kind: 'done', done: done + 1 - told, outcomes })
      ;[told, outcomes] = [done + 1, {}]
      store.close()
      ;({ store, ingest } = openStore())
    }
  }
  await readBack(store, first + done * step)
  store.close()
  tell({ kind: 'done', done: done - told, outcomes })
}

function brokenBy(receipt: Receipt | Reading | Unreadable, cpuMs: number): string | null {
  if (defect !== null) return `a defect was met: ${inspect(defect)}`
  if (cpuMs > CPU_MS_MAX) return `it took ${Math.round(cpuMs)} ms`
  if (receipt.outcome === 'unavailable') return `it could not be stored: ${String(receipt.cause)}`
  if (receipt.outcome === 'busy') return 'it was busy'
  if (
    (receipt.outcome === 'stored' || receipt.outcome === 'read') &&
    receipt.rejected > 0 !== (receipt.reason !== null)
  ) {
    return `${receipt.rejected} were rejected with the reason ${receipt.reason}`
  }
  if ('polluted' in {}) return 'it changed the prototype of all objects'
  return null
}

/** What was stored can be counted, read and told. */
async function readBack({ rows }: Store, number: number): Promise<void> {
  try {
    while (await rollUp(rows)) continue
    const list = await rows.predictions({ limit: 100 })
    JSON.stringify([await readOverview(rows, NOW_MS), list])
    for (const { id } of list?.predictions ?? []) JSON.stringify(await rows.prediction(id))
  } catch (error) {
    tell({ kind: 'broken', number, law: `what was stored before it cannot be read: ${String(error)}` })
  }
}

function tell(message: FromThread): void {
  parentPort?.postMessage(message, [])
}

await run()
