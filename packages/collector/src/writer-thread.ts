// The entry of the writer's thread, and its composition root: a connection of its own, so that decoding and commits hold
// up neither HTTP nor readers.

import { parentPort, workerData } from 'node:worker_threads'
import { randomUUID } from 'node:crypto'
import { systemClock } from './clock.ts'
import { runWriter } from './ingest/run-writer.ts'
import type { WriterStart } from './ingest/writer-messages.ts'
import { openStore } from './open-store.ts'

if (parentPort === null) throw new Error('the writer is a thread of a collector')
const start = workerData as WriterStart
// Whoever started this thread made the database; one that is gone by now must not come back empty.
const store = openStore(start.data, { mustExist: true })
runWriter({ port: parentPort, start, store, clock: systemClock, makeId: randomUUID })
