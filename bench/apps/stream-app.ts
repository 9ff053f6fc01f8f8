// One thing that apps do with answers, done with one contestant's client: does it still work, and does anything escape?
import { setTimeout as sleep } from 'node:timers/promises'
import { loadContestant } from '../contestants/catalogue.ts'
import type { ChatClient, ChatStream } from '../contestants/contestant.ts'
import { makeBody, makeStreamBody, markOf } from './conversation.ts'
import { readOptions, say } from './options.ts'

export interface StreamOptions {
  contestant: string
  probe: string
  providerUrl: string
  sinkUrl: string
}

export interface StreamFigures {
  /** Whether the caller got what the plain client would have given. */
  works: boolean
  unhandledRejections: number
  /** What went wrong, for whoever wants to know. */
  problem: string
}

declare const gc: () => void

/** Of twenty. */
const CHUNKS_READ = 5
const FLUSH_MS_MAX = 5000
const mark = markOf('call', 1)

type Probe = (client: ChatClient) => Promise<boolean>

async function openStream(client: ChatClient): Promise<ChatStream> {
  return (await client.chat.completions.create(makeStreamBody(mark, 1))) as ChatStream
}

async function readAll(stream: AsyncIterable<unknown>): Promise<number> {
  let count = 0
  for await (const chunk of stream) if (chunk) count += 1
  return count
}

async function readSome(stream: AsyncIterable<unknown>): Promise<void> {
  let count = 0
  for await (const chunk of stream) {
    if (chunk) count += 1
    if (count === CHUNKS_READ) break
  }
}

/** What the plain client throws has this name. */
async function throws(work: Promise<unknown>, name: RegExp): Promise<boolean> {
  try {
    await work
    return false
  } catch (error) {
    return error instanceof Error && name.test(`${error.constructor.name} ${error.message}`)
  }
}

const probes: { readonly [name: string]: Probe } = {
  withResponse: async (client) => {
    const { data, response } = await client.chat.completions.create(makeBody(mark, 1)).withResponse()
    return response.status === 200 && typeof data === 'object' && data !== null && 'choices' in data
  },
  helper: async (client) => {
    const final = await client.chat.completions.stream(makeBody(mark, 1)).finalChatCompletion()
    return typeof final === 'object' && final !== null && 'choices' in final
  },
  parse: async (client) => {
    const parsed = await client.chat.completions.parse(makeBody(mark, 1))
    return typeof parsed === 'object' && parsed !== null && 'choices' in parsed
  },
  drained: async (client) => (await readAll(await openStream(client))) === 23,
  kept: async (client) => {
    const stream = await openStream(client)
    const isKept =
      stream.controller instanceof AbortController &&
      typeof stream.tee === 'function' &&
      typeof stream.toReadableStream === 'function'
    await readAll(stream)
    return isKept
  },
  tee: async (client) => {
    const branches = (await openStream(client)).tee()
    const counts = await Promise.all(branches.map(readAll))
    return counts.every((count) => count === 23)
  },
  toReadableStream: async (client) => {
    const lines = await new Response((await openStream(client)).toReadableStream()).text()
    return lines.trim().split('\n').length === 23
  },
  break: async (client) => {
    await readSome(await openStream(client))
    return true
  },
  abort: async (client) => {
    const stream = await openStream(client)
    let count = 0
    for await (const chunk of stream) {
      if (chunk) count += 1
      if (count === CHUNKS_READ) stream.controller.abort()
    }
    return count < 23
  },
  cut: async (client) => throws(readAll(await openStream(client)), /terminated|Connection|socket/i),
  refused: async (client) => throws(client.chat.completions.create(makeBody(mark, 1)), /RateLimitError/),
  abandoned: async (client) => {
    await (await openStream(client))[Symbol.asyncIterator]().next()
    for (let turn = 0; turn < 20; turn += 1) {
      await sleep(50)
      gc()
    }
    return true
  },
}

const ways: { readonly [probe: string]: string } = {
  withResponse: 'whole',
  parse: 'whole',
  break: 'slow',
  abort: 'slow',
  abandoned: 'slow',
  cut: 'cut',
  refused: 'refusing',
}

let unhandledRejections = 0
process.on('unhandledRejection', () => (unhandledRejections += 1))

const options = readOptions() as StreamOptions
const open = await loadContestant(options.contestant)
const { client, flush } = await open({
  providerUrl: `${options.providerUrl}/${ways[options.probe] ?? 'chunks-20'}/v1`,
  sinkUrl: options.sinkUrl,
  fetch: undefined,
})

let works = false
let problem = ''
try {
  works = (await probes[options.probe]?.(client)) ?? false
} catch (error) {
  problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
// Whoever reads along in the background has had the time for it.
await sleep(500)
await Promise.race([flush().catch(() => {}), sleep(FLUSH_MS_MAX)])
await say({ works, unhandledRejections, problem } satisfies StreamFigures)
process.exit(0)
