// Texts that the AI SDK turns into numbers: what goes in is kept, the numbers are not.
import type { InputFacts, OutputFacts } from '../../calls/facts.ts'

export function readValues(values: unknown): InputFacts {
  if (!Array.isArray(values)) return {}
  return { messages: values.map((value) => ({ role: 'user', parts: [{ type: 'text', text: String(value) }] })) }
}

/** The SDK says NaN of what it does not know. */
export function readEmbeddingUsage(tokens: unknown): OutputFacts['usage'] {
  return typeof tokens === 'number' && Number.isFinite(tokens) ? { inputTokens: tokens } : undefined
}
