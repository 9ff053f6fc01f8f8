// The writer: a thread with a connection of its own, so that decoding and commits hold up neither HTTP nor readers. It
// takes parcels from `start-writer.ts` and answers each after it is on disk.

import { randomUUID } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../clock.ts'
import { byNewest, opinionOf } from '../feedback/opinion.ts'
import { openSqliteStore } from '../store/sqlite/store.ts'
import { createIngest } from './create-ingest.ts'
import type { Parcel, Receipt } from './ingest.ts'
import type { FromWriter, NumberedParcel, ToWriter, WriterStart } from './writer-messages.ts'

const { data, beingRead } = workerData as WriterStart
const placeOfRead = new Int32Array(beingRead)
const numberOf = new WeakMap<Parcel, number>()

function tell(message: FromWriter): void {
  parentPort?.postMessage(message)
}

// Whoever started this thread made the database; one that is gone by now must not come back empty.
const store = openSqliteStore({ data, rules: { opinionOf, byNewest }, mustExist: true })
const ingest = createIngest({
  rows: store.rows,
  clock: systemClock,
  makeId: randomUUID,
  onDefect: (error) => tell({ kind: 'defect', error: cloneable(error) }),
  onGroup: (report) => tell({ kind: 'group', report }),
  onRead: (parcel) => {
    placeOfRead[0] = parcel === null ? 0 : (numberOf.get(parcel) ?? 0)
  },
})

let answers: { number: number; receipt: Receipt }[] = []

/** All answers of a group travel together: they are given in one go, and this is told after the last of them. */
function answer(number: number, receipt: Receipt): void {
  answers.push({ number, receipt: cloneableReceipt(receipt) })
  if (answers.length > 1) return
  queueMicrotask(() => {
    tell({ kind: 'answers', answers })
    answers = []
  })
}

async function take({ number, parcel }: NumberedParcel): Promise<void> {
  numberOf.set(parcel, number)
  answer(number, await ingest.submit(parcel))
}

async function close(): Promise<void> {
  await ingest.close()
  store.close()
  parentPort?.close()
}

parentPort?.on('message', (message: ToWriter) => void (message.kind === 'close' ? close() : take(message)))
tell({ kind: 'open' })

function cloneableReceipt(receipt: Receipt): Receipt {
  return receipt.outcome === 'unavailable' ? { ...receipt, cause: cloneable(receipt.cause) } : receipt
}

/** A clone of an error keeps neither its class nor its code, so both are said in words. */
function cloneable(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  const code = 'code' in error ? ` (${String(error.code)})` : ''
  return Object.assign(new Error(`${error.name}: ${error.message}${code}`), { stack: error.stack })
}
