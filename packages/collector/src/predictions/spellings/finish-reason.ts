// Why a model stopped, from every spelling of it to ours.

import type { FinishReason, Json } from '@trimtab/contract'
import { parseJson } from '../../otlp/attribute-reader.ts'

/** Lower case without punctuation: `tool_calls`, `tool-calls` and `toolCalls` are one word. */
const MEANINGS: { [reason in Exclude<FinishReason, 'other'>]: string } = {
  stop: 'stop endturn stopsequence completed complete end eos eostoken stopped finished success done endofsequence pauseturn',
  length:
    'length maxtokens maxoutputtokens maxlength modellength tokenlimit maxtokensexceeded modelcontextwindowexceeded incomplete incompletemaxoutputtokens incompletemaxtokens errorlimit',
  tool_calls: 'toolcalls toolcall tooluse functioncall functioncalls',
  content_filter:
    'contentfilter contentfiltered incompletecontentfilter safety imagesafety recitation blocklist prohibitedcontent spii refusal guardrailintervened guardrail blocked errortoxic',
  error: 'error failed failure cancelled canceled malformedfunctioncall unexpectedtoolcall networkerror',
}

/** Longer than a list of the reasons of a hundred choices. */
const REASON_CHARS_MAX = 2048

/** Words that say that nothing was said. */
const UNSAID = new Set(['', 'null', 'none', 'undefined', 'unknown', 'unspecified', 'inprogress', 'queued'])

const REASONS: ReadonlyMap<string, FinishReason> = new Map(
  Object.entries(MEANINGS).flatMap(([reason, words]) =>
    words.split(' ').map((word): [string, FinishReason] => [word, reason as FinishReason]),
  ),
)

/** A word, a list of one for each choice, the JSON text of such a list, or a list with commas: the first choice counts. */
export function readFinishReason(value: Json | undefined): FinishReason | undefined {
  if (Array.isArray(value)) return value.map((item) => readFinishReason(item)).find((reason) => reason !== undefined)
  if (typeof value !== 'string' || value.length > REASON_CHARS_MAX) return undefined
  const text = value.trim()
  if (text.startsWith('[') || text.startsWith('"')) return readFinishReason(parseJson(text) ?? undefined)
  if (text.includes(',')) return readFinishReason(text.split(','))
  const word = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replace(/^finishreason/, '')
  return UNSAID.has(word) ? undefined : (REASONS.get(word) ?? 'other')
}
