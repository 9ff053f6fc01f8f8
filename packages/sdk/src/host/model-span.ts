// Which of an app's spans tell of a model. An app traces its requests, its database and much else, none of which is ours
// to have.
import { PREDICTION_ATTRIBUTES, SCOPE_NAME } from '@trimtab/contract'
import type { HostSpan } from './host-span.ts'

/** How the attributes begin that only spans around models have. */
const MODEL_PREFIXES = [
  // OpenTelemetry's own conventions.
  'gen_ai.',
  // OpenInference.
  'llm.',
  'openinference.',
  // The AI SDK of Vercel.
  'ai.',
  // OpenLLMetry.
  'traceloop.',
  'langfuse.',
]

/** True of a span that tells of a model: by its scope, or by an attribute that only those have. */
export function isModelSpan(span: HostSpan): boolean {
  if (span.instrumentationScope.name === SCOPE_NAME) return true
  for (const key in span.attributes) if (isModelAttribute(key)) return true
  return false
}

function isModelAttribute(key: string): boolean {
  return key === PREDICTION_ATTRIBUTES.task || MODEL_PREFIXES.some((prefix) => key.startsWith(prefix))
}
