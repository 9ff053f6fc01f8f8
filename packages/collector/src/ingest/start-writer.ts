// The main thread's side of the writer: hands parcels over, answers for them when the thread dies, and starts another.

import { Worker } from 'node:worker_threads'
import { OTLP_BODY_BYTES_MAX } from '@trimtab/contract'
import { type BeingRead, makeBeingRead, notedIn } from './being-read.ts'
import type { GroupReport } from './group.ts'
import type { Ingest, Parcel, Receipt } from './ingest.ts'
import type { FromWriter, ToWriter, WriterStart } from './writer-messages.ts'

/** What the thread may hold in objects. A body that needs more ends the thread and not the collector. */
const HEAP_MB_MAX = 384
/**
 * For objects that live as long as their group. Of 3 kB each, V8's helpers spend 28 µs a prediction at 24 MB and 16 at 96;
 * at 192 it is 12, and 140 MB more of memory where conversations are long.
 */
const YOUNG_HEAP_MB_MAX = 96
/** Waits before a thread is started in the place of one that died, from the first to the last. */
const RESTART_MS_MIN = 100
const RESTART_MS_MAX = 10_000

interface WriterOptions {
  /** A folder in which the database is already made. */
  data: string
  onDefect: (error: unknown) => void
  onGroup?: ((report: GroupReport) => void) | undefined
  /** The entry of the thread, which runs `runWriter`. */
  threadFile: URL
  heapMbMax?: number
}

interface Waiting {
  /** Its body is the thread's. */
  parcel: Parcel
  answer: (receipt: Receipt) => void
}

interface Thread {
  worker: Worker
  beingRead: BeingRead
  lastNumber: number
  pending: Map<number, Waiting>
  /** Whether all it has been given is a body that another thread ran out of memory over. */
  isTrial: boolean
}

/** Takes without a bound: `bounded.ts` stands in front of it. The bytes of a body are the writer's from then on. */
export function startWriter({
  data,
  onDefect,
  onGroup = () => undefined,
  threadFile,
  heapMbMax = HEAP_MB_MAX,
}: WriterOptions): Ingest {
  let thread: Thread | null = null
  let restartMs = RESTART_MS_MIN
  let isClosing = false
  let lastFailure: unknown = new Error('the writer has not started')
  /** What the next thread reads before anything else, and alone. */
  let suspect: Waiting | null = null

  function start(): void {
    const started = startThread({ data, threadFile, heapMbMax, isTrial: suspect !== null })
    const { worker } = started
    thread = started
    let death: Error | null = null
    worker.on('message', (message: FromWriter) => hear(started, message))
    worker.on('error', (error: Error) => {
      death = error
    })
    worker.on('exit', (code) => bury(started, death ?? new Error(`the writer ended with ${code}`)))
    // It keeps the process only while somebody waits for it.
    worker.unref()
    if (suspect !== null) hand(started, suspect)
    suspect = null
  }

  function hear(from: Thread, message: FromWriter): void {
    if (message.kind === 'defect') onDefect(message.error)
    if (message.kind === 'group') {
      restartMs = RESTART_MS_MIN
      onGroup(message.report)
    }
    if (message.kind !== 'answers') return
    const { worker, pending } = from
    from.isTrial = false
    for (const { number, receipt } of message.answers) {
      pending.get(number)?.answer(receipt)
      pending.delete(number)
    }
    if (pending.size === 0 && !isClosing) worker.unref()
  }

  /** The body that was being read may only have come when memory was full of others: only one that does it alone is refused. */
  function bury({ pending, beingRead, isTrial }: Thread, death: unknown): void {
    thread = null
    lastFailure = death
    const isMemory = isOutOfMemory(death)
    const noted = isMemory && !isTrial && !isClosing ? notedIn(beingRead) : null
    for (const [number, { parcel, answer }] of pending) {
      if (number === noted?.number) suspect = { parcel: { ...parcel, body: noted.body } as Parcel, answer }
      else answer(isMemory && isTrial ? TAKES_TOO_MUCH : { outcome: 'unavailable', cause: death })
    }
    if (isClosing) return
    onDefect(death)
    setTimeout(() => {
      if (!isClosing) start()
    }, restartMs).unref()
    restartMs = Math.min(restartMs * 2, RESTART_MS_MAX)
  }

  start()
  return {
    submit: (parcel) =>
      new Promise((answer) => {
        if (thread === null) answer({ outcome: 'unavailable', cause: lastFailure })
        else if (thread.isTrial) answer({ outcome: 'busy' })
        else hand(thread, { parcel, answer })
      }),
    close: () => {
      isClosing = true
      suspect?.answer({ outcome: 'unavailable', cause: lastFailure })
      const { promise, resolve } = Promise.withResolvers<void>()
      if (thread === null) resolve()
      else {
        thread.worker.ref()
        thread.worker.once('exit', () => resolve())
        const message: ToWriter = { kind: 'close' }
        thread.worker.postMessage(message)
      }
      return promise
    },
  }
}

function startThread({
  data,
  threadFile,
  heapMbMax,
  isTrial,
}: Required<Pick<WriterOptions, 'data' | 'threadFile' | 'heapMbMax'>> & Pick<Thread, 'isTrial'>): Thread {
  const beingRead = makeBeingRead(OTLP_BODY_BYTES_MAX)
  const worker = new Worker(threadFile, {
    name: 'trimtab-writer',
    workerData: { data, beingRead } satisfies WriterStart,
    resourceLimits: { maxOldGenerationSizeMb: heapMbMax, maxYoungGenerationSizeMb: YOUNG_HEAP_MB_MAX },
  })
  return { worker, beingRead, lastNumber: 0, pending: new Map(), isTrial }
}

const TAKES_TOO_MUCH: Receipt = {
  outcome: 'too-large',
  message: 'Reading this request takes more memory than the collector gives to one; send it in smaller ones.',
}

function hand(thread: Thread, waiting: Waiting): void {
  thread.lastNumber += 1
  const number = thread.lastNumber
  try {
    const own = withOwnBuffer(waiting.parcel)
    const message: ToWriter = { kind: 'parcel', number, parcel: own }
    thread.worker.postMessage(message, own.kind === 'otlp' ? [own.body.buffer as ArrayBuffer] : [])
  } catch (cause) {
    // What cannot be handed over, such as a body that was given away before.
    return waiting.answer({ outcome: 'unavailable', cause })
  }
  thread.worker.ref()
  thread.pending.set(number, waiting)
}

/** A transfer takes the whole buffer away, and small bodies share one with others. */
function withOwnBuffer(parcel: Parcel): Parcel {
  if (parcel.kind !== 'otlp') return parcel
  const { body } = parcel
  const isAlone = body.buffer instanceof ArrayBuffer && body.byteLength === body.buffer.byteLength
  // A plain view: of a Buffer the other side would get its own class back anyway.
  return { ...parcel, body: isAlone ? new Uint8Array(body.buffer) : new Uint8Array(body) }
}

function isOutOfMemory(death: unknown): boolean {
  return death instanceof Error && 'code' in death && death.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
