// The entry of the jobs' thread, and its composition root: a connection of its own, so that counting, packing and
// forgetting hold up nobody for longer than a short transaction.

import { randomUUID } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { createPost } from './alerts/post.ts'
import { systemClock } from './clock.ts'
import type { JobsStart } from './jobs/job-messages.ts'
import { runJobs } from './jobs/run-jobs.ts'
import { openStore } from './open-store.ts'

if (parentPort === null) throw new Error('the jobs are a thread of a collector')
const start = workerData as JobsStart
const store = openStore(start.data, { mustExist: true })
const post = createPost({ mayBePrivate: start.mayAlertPrivate })
runJobs({ port: parentPort, store, clock: systemClock, makeId: randomUUID, holder: randomUUID(), post })
