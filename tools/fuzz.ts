// `npm run fuzz -- --inputs 1000000 --seed 7 [--seconds 60]`: broken requests by the million, into the collector's door
// in memory, and over HTTP and gRPC into a built collector. Prints the seed first, and what broke a law, with its bytes,
// at the end.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { makeInput } from './fuzz/inputs.ts'
import type { Broken } from './fuzz/laws.ts'
import { fuzzInMemory } from './fuzz/in-memory.ts'
import { fuzzOverNetwork } from './fuzz/over-network.ts'

/** Of so many inputs one goes over the network. */
const INPUTS_PER_REQUEST = 50
const BROKEN_SHOWN_MAX = 5
/** Bytes of an input that are printed; the seed and its number tell the rest. */
const SHOWN_BYTES_MAX = 16 * 1024
/** What broken laws are told apart by. */
const LAW_CHARS = 60
const THREADS_MAX = 4

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string' },
    seconds: { type: 'string' },
  },
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const inputs = Number(values.inputs)
const untilMs = values.seconds === undefined ? Number.MAX_SAFE_INTEGER : Date.now() + Number(values.seconds) * 1000
console.log(`seed ${seed}`)

const startMs = performance.now()
const broken: Broken[] = []
const requests = Math.ceil(inputs / INPUTS_PER_REQUEST)
const onBroken = (one: Broken): void => void broken.push(one)
const [memory, network] = await Promise.all([
  fuzzInMemory({
    seed,
    inputs: inputs - requests,
    untilMs,
    // The main thread sends the requests.
    threads: Math.max(1, Math.min(THREADS_MAX, availableParallelism() - 1)),
    onBroken,
  }),
  fuzzOverNetwork({ seed, isDone: (sent) => sent >= requests || Date.now() > untilMs, onBroken }),
])

const seconds = ((performance.now() - startMs) / 1000).toFixed(0)
console.log(`${memory.done} inputs in memory: ${tell(memory.outcomes)}; at most ${memory.memoryMbMax} MB`)
console.log(
  `${network.sent} over HTTP and gRPC: ${tell(network.statuses)}; the collector held at most ${network.memoryMbMax} MB`,
)
console.log(`${memory.done + network.sent} inputs in ${seconds} s, ${broken.length} broke a law`)
// One of each kind says more than many of the first.
const kinds = Map.groupBy(broken, ({ law }) => law.slice(0, LAW_CHARS))
for (const [one] of [...kinds.values()].slice(0, BROKEN_SHOWN_MAX)) if (one !== undefined) show(one)
if (broken.length > 0) process.exitCode = 1

function tell(counts: { [name: string]: number }): string {
  const names = Object.keys(counts).toSorted()
  return names.map((name) => `${counts[name]} ${name}`).join(', ')
}

function show({ number, law, sent }: Broken): void {
  const { signal, encoding, body } = makeInput(seed, number)
  console.log(`\nseed ${seed} input ${number}, ${signal} in ${encoding}: ${law}`)
  if (sent !== undefined) console.log(`head: ${base64(sent.head)}`)
  console.log(`body: ${base64(sent?.body ?? body)}`)
}

function base64(bytes: Buffer): string {
  const cut = bytes.length > SHOWN_BYTES_MAX ? ` … of ${bytes.length} bytes` : ''
  return bytes.toString('base64', 0, SHOWN_BYTES_MAX) + cut
}
