// Looks a model up in the list that comes with Trimtab, once: what it finds is kept as rates, so that pricing a call is
// arithmetic. Nothing is fetched. What the list does not name by itself is unknown, however much its name looks like
// that of another.

import { calcPrice, type ConditionalPrice, findProvider, type ModelPrice } from '@pydantic/genai-prices'
import type { Rate, Rates } from './rates.ts'

const DAY_MS = 86_400_000

/** Rates as they were or are at a time; null where tokens alone do not tell the cost then. */
export type RatesAt = (startedAt: string) => Rates | null

export function findListedRates(provider: string | null, model: string): RatesAt | null {
  const listed = provider === null ? null : listedProvider(provider)
  if (provider !== null && listed === null) return null
  const prices = pricesOf(listed, listed === 'google' ? withoutFolder(model) : model)
  if (prices === null) return null
  if (!Array.isArray(prices)) {
    const rates = ratesOf(prices)
    return rates === null ? null : () => rates
  }
  const periods = prices.map(periodOf)
  return (startedAt) => {
    const startedMs = Date.parse(startedAt)
    return (periods.findLast(({ holdsAt }) => holdsAt(startedMs)) ?? periods[0])?.rates ?? null
  }
}

function pricesOf(provider: string | null, model: string): ConditionalPrice[] | ModelPrice | null {
  try {
    const found = calcPrice({}, model, provider === null ? {} : { providerId: provider })
    return found?.model.prices ?? null
  } catch {
    // A list that contradicts itself about a model says nothing of it.
    return null
  }
}

/** OpenTelemetry's names where the list has another. */
const LISTED_PROVIDERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'azure.ai.openai': 'azure',
    'azure.ai.inference': 'azure',
    'aws.bedrock': 'aws',
    'gcp.gemini': 'google',
    'gcp.vertex_ai': 'google',
    'gcp.gen_ai': 'google',
    mistral_ai: 'mistral',
    moonshot_ai: 'moonshotai',
    x_ai: 'x-ai',
    fireworks_ai: 'fireworks',
    together_ai: 'together',
    // Not on the list: it names the provider in front of the model, and the list knows that it does.
    litellm: 'litellm',
  }),
)

/** The list also takes any name that one of its own is a part of; a server that speaks like OpenAI has prices of its own. */
function listedProvider(provider: string): string | null {
  const name = provider.toLowerCase()
  const known = LISTED_PROVIDERS.get(name)
  if (known !== undefined) return known
  return findProvider({ providerId: name })?.id === name ? name : null
}

/** Google says of a model where it is: `models/gemini-2.5-pro`, `publishers/google/models/gemini-2.5-pro`. */
function withoutFolder(model: string): string {
  return model.slice(model.lastIndexOf('/') + 1)
}

interface Period {
  rates: Rates | null
  holdsAt: (startedMs: number) => boolean
}

function periodOf({ constraint, prices }: ConditionalPrice): Period {
  const rates = ratesOf(prices)
  if (constraint === undefined) return { rates, holdsAt: () => true }
  if (constraint.type === 'start_date') {
    const fromMs = Date.parse(constraint.start_date)
    return { rates, holdsAt: (startedMs) => startedMs >= fromMs }
  }
  const [from, to] = [timeOfDay(constraint.start_time), timeOfDay(constraint.end_time)]
  return {
    rates,
    holdsAt: (startedMs) => {
      const time = within(startedMs)
      return to < from ? time >= from || time < to : time >= from && time < to
    },
  }
}

function timeOfDay(time: string): number {
  return within(Date.parse(`1970-01-01T${time}`))
}

function within(ms: number): number {
  return ((ms % DAY_MS) + DAY_MS) % DAY_MS
}

/** Where speech, pictures or films come out at a price of their own, a count of tokens does not tell what it cost. */
const OUTPUT_NOT_TEXT = ['output_audio_mtok', 'output_image_mtok', 'output_video_mtok']

function ratesOf(prices: ModelPrice): Rates | null {
  const input = rateOf(prices['input_mtok'])
  if (input === null || OUTPUT_NOT_TEXT.some((key) => prices[key] !== undefined)) return null
  const perThousandCalls = prices['requests_kcount'] ?? 0
  return {
    input,
    cachedInput: rateOf(prices['cache_read_mtok']),
    output: rateOf(prices['output_mtok']),
    reasoning: rateOf(prices['output_reasoning_mtok']),
    usdPerCall: typeof perThousandCalls === 'number' ? perThousandCalls / 1000 : 0,
  }
}

function rateOf(price: ModelPrice[string]): Rate | null {
  if (price === undefined || typeof price === 'number') return price ?? null
  return { base: price.base, tiers: price.tiers.toSorted((left, right) => left.start - right.start) }
}
