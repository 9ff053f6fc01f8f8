// One contestant, one way of answering: what a call costs, until everything about it has been delivered.
import { loadContestant } from '../contestants/catalogue.ts'
import { createAnswers } from '../servers/canned-answers.ts'
import { askOnce } from './conversation.ts'
import { readOptions, say } from './options.ts'

export interface OverheadOptions {
  contestant: string
  way: string
  callCount: number
  warmUpCount: number
  providerUrl: string
  sinkUrl: string
  /** Answers come from memory instead of the provider. */
  isOffline: boolean
}

export interface OverheadFigures {
  /** Of all threads, what was done in the background included. */
  cpuUsPerCall: number
  /** Of the thread the app runs on. */
  threadUsPerCall: number
  wallUsPerCall: number
}

declare const gc: () => void

function answerFromMemory(way: string): typeof fetch {
  const next = createAnswers(way)
  return async () => {
    // As a network would: the event loop turns, so that whoever works in the background can.
    await new Promise((resolve) => setImmediate(resolve))
    const { contentType, body } = next()
    return new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
  }
}

const options = readOptions() as OverheadOptions
const open = await loadContestant(options.contestant)
const { client, flush } = await open({
  providerUrl: `${options.providerUrl}/${options.way}/v1`,
  sinkUrl: options.sinkUrl,
  fetch: options.isOffline ? answerFromMemory(options.way) : undefined,
})

async function askMany(kind: string, count: number): Promise<void> {
  const isStream = options.way !== 'whole'
  for (let number = 0; number < count; number += 1) await askOnce(client, { kind, number, isStream })
}

await askMany('warm', options.warmUpCount)
await flush()
gc()

const cpuBefore = process.cpuUsage()
const threadBefore = process.threadCpuUsage()
const startMs = performance.now()
await askMany('call', options.callCount)
const wallMs = performance.now() - startMs
await flush()
const cpu = process.cpuUsage(cpuBefore)
const thread = process.threadCpuUsage(threadBefore)

const figures: OverheadFigures = {
  cpuUsPerCall: (cpu.user + cpu.system) / options.callCount,
  threadUsPerCall: (thread.user + thread.system) / options.callCount,
  wallUsPerCall: (wallMs * 1000) / options.callCount,
}
await say(figures)
process.exit(0)
