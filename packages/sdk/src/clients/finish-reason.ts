// Why a model stopped, in one spelling, from the words of the providers.
import type { FinishReason } from '@trimtab/contract'

/** Undefined while it has not stopped. */
export function readFinishReason(word: unknown): FinishReason | undefined {
  if (typeof word !== 'string' || word === '') return undefined
  return REASONS.get(word) ?? 'other'
}

const REASONS: ReadonlyMap<string, FinishReason> = new Map<string, FinishReason>([
  ['stop', 'stop'],
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['eos', 'stop'],
  ['completed', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['max_output_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_calls', 'tool_calls'],
  ['tool_use', 'tool_calls'],
  ['function_call', 'tool_calls'],
  ['content_filter', 'content_filter'],
  ['refusal', 'content_filter'],
  ['error', 'error'],
  ['failed', 'error'],
])
