// Token counts as providers and frameworks give them in an object: the `usage` of an answer and its relatives.

import type { Json } from '@trimtab/contract'
import { type AnyObject, objectOf } from '../../otlp/attribute-reader.ts'
import type { Said } from '../said.ts'
import { readUsage } from '../spellings/token-usage.ts'

/** A dot leads into an object inside. */
const INPUT =
  'prompt_tokens promptTokens input_tokens inputTokens promptTokenCount prompt_token_count inputTokenCount input prompt_eval_count'
const OUTPUT =
  'completion_tokens completionTokens output_tokens outputTokens candidatesTokenCount candidates_token_count outputTokenCount output eval_count'
const TOTAL = 'total_tokens totalTokens totalTokenCount total_token_count total'
const CACHED =
  'prompt_tokens_details.cached_tokens promptTokensDetails.cachedTokens input_tokens_details.cached_tokens input_token_details.cache_read inputTokenDetails.cacheReadTokens cache_read_input_tokens cacheReadInputTokens cachedInputTokens cachedContentTokenCount cached_content_token_count input_cached_tokens input_cache_read prompt_cache_hit_tokens cached_tokens cacheReadTokens'
const CACHE_WRITTEN =
  'cache_creation_input_tokens cache_write_input_tokens cacheWriteInputTokens input_token_details.cache_creation inputTokenDetails.cacheWriteTokens input_cache_creation cacheWriteTokens'
const REASONING =
  'completion_tokens_details.reasoning_tokens completionTokensDetails.reasoningTokens output_tokens_details.reasoning_tokens output_token_details.reasoning outputTokenDetails.reasoningTokens output_reasoning_tokens output_reasoning thoughtsTokenCount thoughts_token_count reasoningTokens reasoning_tokens'

export function readUsageObject(usage: AnyObject): Said {
  const [input, output, total, cached, cacheWritten, reasoning] = [
    INPUT,
    OUTPUT,
    TOTAL,
    CACHED,
    CACHE_WRITTEN,
    REASONING,
  ].map((paths) => firstNumber(usage, paths))
  // Gemini counts thoughts beside what it says.
  const thoughts = firstNumber(usage, 'thoughtsTokenCount thoughts_token_count') ?? 0
  const counted = { output: output === undefined ? undefined : output + thoughts, cached, reasoning }
  if (!countsCacheApart(usage, total)) return readUsage({ ...counted, input, total, cacheWritten })
  return readUsage({ ...counted, input: input === undefined ? undefined : input + (cached ?? 0) + (cacheWritten ?? 0) })
}

/** Anthropic, which gives no total, and Bedrock leave cached tokens out of the input. */
function countsCacheApart(usage: AnyObject, total: number | undefined): boolean {
  return (
    usage['cacheReadInputTokens'] !== undefined ||
    (total === undefined &&
      (usage['cache_read_input_tokens'] !== undefined || usage['cache_creation_input_tokens'] !== undefined))
  )
}

function firstNumber(usage: AnyObject, paths: string): number | undefined {
  for (const path of paths.split(' ')) {
    const value = path.split('.').reduce<Json | undefined>((at, field) => objectOf(at)?.[field], usage)
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    if (typeof number === 'number' && Number.isFinite(number)) return number
  }
  return undefined
}
