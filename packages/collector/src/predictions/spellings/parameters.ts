// What the caller asked of the model besides the words, under one name each.

import type { Json, JsonObject } from '@trimtab/contract'
import type { AttributeReader } from '../../otlp/attribute-reader.ts'
import type { Attributes } from '../../otlp/otlp.ts'

/** By our name: what others call it, without the prefix of their convention. */
const NUMBERS: { [name: string]: string[] } = {
  temperature: ['temperature'],
  topP: ['top_p', 'topP'],
  topK: ['top_k', 'topK'],
  maxTokens: [
    'max_tokens',
    'max_output_tokens',
    'max_completion_tokens',
    'maxTokens',
    'maxOutputTokens',
    'maxCompletionTokens',
  ],
  seed: ['seed'],
  frequencyPenalty: ['frequency_penalty', 'frequencyPenalty'],
  presencePenalty: ['presence_penalty', 'presencePenalty'],
  choiceCount: ['choice.count', 'n', 'candidate_count', 'candidateCount'],
}
const STOPS = ['stop_sequences', 'stopSequences', 'stop', 'chat.stop_sequences']
const LEVELS = ['reasoning.level', 'reasoning_effort', 'reasoningEffort', 'reasoning.effort']
const FORMATS = ['output.type', 'response_format', 'responseFormat']
const PREFIXES = [
  'gen_ai.request.',
  'gen_ai.openai.request.',
  'ai.settings.',
  'vercel.ai.settings.',
  'llm.',
  'llm.request.',
]

const SPELLINGS = [...Object.values(NUMBERS).flat(), ...STOPS, ...LEVELS, ...FORMATS]

/** Every key with the name that it ends in; of two keys for one name the one that stands first here counts. */
const KEYS: ReadonlyMap<string, { spelling: string; rank: number }> = new Map(
  PREFIXES.flatMap((prefix, rank) => SPELLINGS.map((spelling) => [prefix + spelling, { spelling, rank }] as const)),
)

/** From the attributes of a span, whatever prefix its convention puts before the names. */
export function readParameters(raw: Attributes, attributes: AttributeReader): JsonObject {
  const found = new Map<string, { value: Json; rank: number }>()
  for (const key of raw.keys()) {
    const known = KEYS.get(key)
    if (known === undefined || (found.get(known.spelling)?.rank ?? Infinity) < known.rank) continue
    found.set(known.spelling, { value: attributes.json(key) ?? attributes.text(key), rank: known.rank })
  }
  return found.size === 0 ? {} : collect((spelling) => found.get(spelling)?.value ?? null)
}

/** From an object of them: the body of a request, or invocation parameters as JSON. */
export function parametersOfObject(said: JsonObject): JsonObject {
  return collect((spelling) => (Object.hasOwn(said, spelling) ? (said[spelling] ?? null) : null))
}

function collect(read: (spelling: string) => Json): JsonObject {
  const first = (spellings: string[]): Json => spellings.map(read).find((value) => value !== null) ?? null
  const found: [string, Json][] = Object.entries(NUMBERS).map(([name, spellings]) => [name, numberOf(first(spellings))])
  const stop = first(STOPS)
  const stops = (Array.isArray(stop) ? stop : [stop]).filter((text) => typeof text === 'string' && text !== '')
  if (stops.length > 0) found.push(['stopSequences', stops])
  const level = first(LEVELS)
  if (typeof level === 'string') found.push(['reasoningLevel', level])
  const format = first(FORMATS)
  if (typeof format === 'object') found.push(['responseFormat', format])
  return Object.fromEntries(found.filter(([, parameter]) => parameter !== null))
}

function numberOf(value: Json): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}
