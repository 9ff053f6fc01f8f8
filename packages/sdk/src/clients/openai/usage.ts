// How many tokens a call used, from the two ways OpenAI's protocol counts them. What is not counted is left out.
import type { OutputFacts } from '../../calls/facts.ts'
import { fieldsOf, numberOf } from '../wire-value.ts'

/** Of chat, legacy completions and embeddings. */
export function readUsage(value: unknown): OutputFacts['usage'] {
  const usage = fieldsOf<WireUsage>(value)
  const input = numberOf(usage.prompt_tokens)
  const cached = fieldsOf<{ cached_tokens: unknown }>(usage.prompt_tokens_details).cached_tokens
  return told({
    inputTokens: input,
    outputTokens: withReasoning(numberOf(usage.completion_tokens), input, numberOf(usage.total_tokens)),
    // DeepSeek's own name for it comes second.
    cachedInputTokens: numberOf(cached) ?? numberOf(usage.prompt_cache_hit_tokens),
    reasoningTokens: numberOf(
      fieldsOf<{ reasoning_tokens: unknown }>(usage.completion_tokens_details).reasoning_tokens,
    ),
  })
}

/** Of responses. */
export function readResponseUsage(value: unknown): OutputFacts['usage'] {
  const usage = fieldsOf<WireResponseUsage>(value)
  return told({
    inputTokens: numberOf(usage.input_tokens),
    outputTokens: numberOf(usage.output_tokens),
    cachedInputTokens: numberOf(fieldsOf<{ cached_tokens: unknown }>(usage.input_tokens_details).cached_tokens),
    reasoningTokens: numberOf(fieldsOf<{ reasoning_tokens: unknown }>(usage.output_tokens_details).reasoning_tokens),
  })
}

interface WireUsage {
  prompt_tokens: unknown
  completion_tokens: unknown
  total_tokens: unknown
  prompt_tokens_details: unknown
  completion_tokens_details: unknown
  prompt_cache_hit_tokens: unknown
}

interface WireResponseUsage {
  input_tokens: unknown
  output_tokens: unknown
  input_tokens_details: unknown
  output_tokens_details: unknown
}

/** Some compatible providers leave the tokens of the reasoning out of the output, but never out of the total. */
function withReasoning(output?: number, input?: number, total?: number): number | undefined {
  if (output === undefined || input === undefined || total === undefined) return output
  return Math.max(output, total - input)
}

function told(usage: NonNullable<OutputFacts['usage']>): OutputFacts['usage'] {
  return Object.values(usage).some((count) => count !== undefined) ? usage : undefined
}
