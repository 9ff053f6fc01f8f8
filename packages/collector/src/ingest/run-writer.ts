// What the writer's thread does: takes parcels from `start-writer.ts` and answers each after it is on disk.

import type { MessagePort } from 'node:worker_threads'
import type { Clock } from '../clock.ts'
import { cloneableError } from '../cloneable-error.ts'
import { createCurrentPrices } from '../prices/current-prices.ts'
import type { Store } from '../store/store.ts'
import { NONE, noteIn } from './being-read.ts'
import { createIngest } from './create-ingest.ts'
import type { Parcel, Receipt } from './ingest.ts'
import type { FromWriter, NumberedParcel, ToWriter, WriterStart } from './writer-messages.ts'

interface WriterParts {
  /** To the main thread. */
  port: MessagePort
  start: WriterStart
  store: Pick<Store, 'rows' | 'state' | 'close'>
  clock: Clock
  makeId: () => string
}

export function runWriter({ port, start, store, clock, makeId }: WriterParts): void {
  const note = noteIn(start.beingRead)
  const numberOf = new WeakMap<Parcel, number>()
  const tell = (message: FromWriter): void => port.postMessage(message)

  const ingest = createIngest({
    rows: store.rows,
    prices: createCurrentPrices({ read: () => store.state.prices(), clock }),
    clock,
    makeId,
    onDefect: (error) => tell({ kind: 'defect', error: cloneableError(error) }),
    onGroup: (report) => tell({ kind: 'group', report }),
    onRead: (parcel) => {
      if (parcel?.kind === 'otlp') note({ number: numberOf.get(parcel) ?? NONE, body: parcel.body })
      else note(null)
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
    port.close()
  }

  port.on('message', (message: ToWriter) => void (message.kind === 'close' ? close() : take(message)))
}

function cloneableReceipt(receipt: Receipt): Receipt {
  return receipt.outcome === 'unavailable' ? { ...receipt, cause: cloneableError(receipt.cause) } : receipt
}
