// Which predictions are sent when not all of them are. Decided once a prediction is finished and by its trace, so that
// the calls of one trace stay together; what somebody asks for, and may thus say something about, is always sent.
import type { SpanIdentity } from '../prediction/prediction-id.ts'

export interface SamplingLimits {
  /** Predictions that were not drawn and wait in case somebody asks for them; the oldest goes first. */
  heldItemsMax: number
  heldBytesMax: number
  /** Ids that were asked for while their call was running. */
  askedMax: number
  /** Ids that were let go, so that asking for them can be counted. */
  letGoMax: number
}

export const SAMPLING_LIMITS: SamplingLimits = {
  heldItemsMax: 20_000,
  heldBytesMax: 16 * 1024 * 1024,
  askedMax: 16_384,
  letGoMax: 16_384,
}

export interface SamplingHost<Item> {
  /** The share that is sent, from 0 to 1. */
  rate: number
  /**
   * Sends a prediction. `rate` is what it says of itself: undefined when it would have been sent in any case and counts
   * for itself alone; the rate when it was drawn and stands for `1 / rate` like it; 0 when it was not drawn and was asked
   * for afterwards, so that the drawn ones stand for it already.
   */
  record: (item: Item, rate: number | undefined) => void
  /** About how much memory it takes. */
  measureBytes: (item: Item) => number
  /** Counts what is lost, by reason. */
  drop: (reason: string) => void
}

export interface Sampling<Item> {
  finish: (identity: SpanIdentity, item: Item, options: { isAlwaysKept: boolean }) => void
  /** Somebody wants to know who a prediction is, or says something about it. */
  ask: (identity: Pick<SpanIdentity, 'spanId'>) => void
  /** The same of all that wait and match, for feedback that points at no id. */
  askWhere: (matches: (item: Item) => boolean) => void
}

interface Held<Item> {
  item: Item
  bytes: number
}

export function createSampling<Item>(
  { rate, record, measureBytes, drop }: SamplingHost<Item>,
  limits: SamplingLimits = SAMPLING_LIMITS,
): Sampling<Item> {
  const held = new Map<string, Held<Item>>()
  const asked = new Set<string>()
  const letGo = new Set<string>()
  let heldBytes = 0

  if (rate >= 1) {
    return { finish: (_, item) => record(item, undefined), ask: () => undefined, askWhere: () => undefined }
  }

  function hold(spanId: string, item: Item): void {
    const bytes = measureBytes(item)
    // One that would push all others out goes by itself.
    if (bytes > limits.heldBytesMax) return addBounded(letGo, spanId, limits.letGoMax)
    held.set(spanId, { item, bytes })
    heldBytes += bytes
    for (const oldest of held.keys()) {
      if (held.size <= limits.heldItemsMax && heldBytes <= limits.heldBytesMax) break
      takeHeld(oldest)
      addBounded(letGo, oldest, limits.letGoMax)
    }
  }

  function takeHeld(spanId: string): Item | undefined {
    const found = held.get(spanId)
    if (found === undefined) return undefined
    held.delete(spanId)
    heldBytes -= found.bytes
    return found.item
  }

  function promote(spanId: string): boolean {
    const item = takeHeld(spanId)
    if (item === undefined) return false
    record(item, 0)
    return true
  }

  return {
    finish: ({ traceId, spanId }, item, { isAlwaysKept }) => {
      const isAsked = asked.delete(spanId)
      if (isAsked || isAlwaysKept) record(item, undefined)
      else if (isDrawn(traceId, rate)) record(item, rate)
      else hold(spanId, item)
    },
    ask: ({ spanId }) => {
      if (promote(spanId)) return
      if (letGo.delete(spanId)) drop('sampled_out_and_asked')
      // It may still be running; whether it will be drawn does not matter any more.
      else addBounded(asked, spanId, limits.askedMax)
    },
    askWhere: (matches) => {
      for (const [spanId, { item }] of held) if (matches(item)) promote(spanId)
    },
  }
}

/** The oldest goes when there are more than that. */
function addBounded(ids: Set<string>, id: string, idsMax: number): void {
  ids.add(id)
  const [oldest] = ids
  if (ids.size > idsMax && oldest !== undefined) ids.delete(oldest)
}

/** As OpenTelemetry’s TraceIdRatioBasedSampler has it, so that a host with the same ratio draws the same traces. */
export function isDrawn(traceId: string, rate: number): boolean {
  let folded = 0
  for (let start = 0; start < traceId.length; start += 8) folded ^= parseInt(traceId.slice(start, start + 8), 16)
  return folded >>> 0 < Math.floor(rate * 0xffffffff)
}
