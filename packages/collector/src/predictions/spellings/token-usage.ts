// Token counts as the contract has them: what was read from a cache is part of the input, what was reasoned of the output.

import type { Said } from '../said.ts'
import { say } from '../say.ts'

export interface TokenCounts {
  input?: number | null | undefined
  output?: number | null | undefined
  total?: number | null | undefined
  /** Read from a cache. */
  cached?: number | null | undefined
  /** Written to one. */
  cacheWritten?: number | null | undefined
  reasoning?: number | null | undefined
}

export function readUsage(counts: TokenCounts): Said {
  const input = countOf(counts.input)
  const output = countOf(counts.output)
  const cached = countOf(counts.cached)
  const reasoning = countOf(counts.reasoning)
  const besides = (cached ?? 0) + (countOf(counts.cacheWritten) ?? 0)
  return say({
    inputTokens: input === undefined ? undefined : input + (leavesOutCache({ ...counts, besides }) ? besides : 0),
    outputTokens: output,
    cachedInputTokens: cached,
    reasoningTokens: reasoning,
  })
}

/**
 * Anthropic counts cached tokens beside the input, and some senders pass that on as it is: a cache larger than the
 * whole input tells, and so does a total that is right only with the cache in it.
 */
function leavesOutCache({ input, output, total, besides }: TokenCounts & { besides: number }): boolean {
  const known = countOf(input)
  if (known === undefined || besides === 0) return false
  return besides > known || countOf(total) === known + besides + (countOf(output) ?? 0)
}

function countOf(value: number | null | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined
}
