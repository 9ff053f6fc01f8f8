// One input of the fuzzer from its seed and its number, and nothing else: what broke something can be made again.
import { encodeLogs, encodeMetrics, encodeTraces } from '../../packages/collector/src/otlp/fixtures/encode-request.ts'
import type { Signal } from '../../packages/collector/src/otlp/otlp.ts'
import { type Made, makeDeep, makeLarge } from './bombs.ts'
import { makeCrowd } from './crowds.ts'
import { damage } from './damage.ts'
import { mutate } from './mutations.ts'
import { createRandom, type Random } from './random.ts'
import { type Fields, makeRequest } from './requests.ts'

const SIGNALS: readonly Signal[] = ['traces', 'traces', 'traces', 'traces', 'logs', 'logs', 'metrics']
const ENCODERS = { traces: encodeTraces, logs: encodeLogs, metrics: encodeMetrics }

/** How often each kind is made; those that cost much are few. */
const LARGE_SHARE = 1 / 20_000
const CROWD_SHARE = 1 / 10_000
const DEEP_SHARE = 1 / 2000
const VALID_SHARE = 0.1
const DAMAGED_SHARE = 0.5

export function makeInput(seed: number, number: number): Made {
  const random = createRandom(seed, number)
  if (random.chance(LARGE_SHARE)) return makeLarge(random)
  if (random.chance(CROWD_SHARE)) return makeCrowd(random)
  if (random.chance(DEEP_SHARE)) return makeDeep(random)
  const signal = random.pick(SIGNALS)
  const request = makeRequest(signal, random)
  if (random.chance(VALID_SHARE)) return encode(signal, request, random)
  if (random.chance(0.8)) mutate(request, random)
  const made = encode(signal, request, random)
  return random.chance(DAMAGED_SHARE) ? { ...made, body: damage(made.body, random) } : made
}

/** What protobuf has no way to say stays in JSON. */
function encode(signal: Signal, request: Fields, random: Random): Made {
  if (random.chance(0.5)) {
    try {
      return { signal, encoding: 'protobuf', body: Buffer.from(ENCODERS[signal](request)) }
    } catch {
      // Such as a text in the place of a number.
    }
  }
  return { signal, encoding: 'json', body: Buffer.from(JSON.stringify(request)) }
}
