// The entry of a reader's thread, and its composition root: a connection that can only read, so that no question holds
// up those who write or those who wait for HTTP.

import { parentPort, workerData } from 'node:worker_threads'
import { openRowsReading } from './open-store.ts'
import type { ReaderStart } from './queries/reader-messages.ts'
import { runReader } from './queries/run-reader.ts'

if (parentPort === null) throw new Error('the reader is a thread of a collector')
const start = workerData as ReaderStart
const { rows, close } = openRowsReading(start.data)
runReader({ port: parentPort, rows, close })
