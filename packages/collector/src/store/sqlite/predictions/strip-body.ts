// The body of a prediction without what was asked and answered. What says how the model behaves stays: figures, labels,
// parameters, what kind of error it was.

import type { PredictionFacts } from '@trimtab/contract'
import { USUAL_CAPTURE } from './body.ts'

/** A label is one of a few that are known beforehand; what is longer is a text. */
const LABEL_CHARACTERS_MAX = 128

const CONTENT: ReadonlySet<string> = new Set(['input', 'output', 'features', 'system', 'tools', 'text'])

type Body = { [field: string]: unknown }

export function stripBody(text: string): string {
  const body = JSON.parse(text) as Body
  const capture = { ...USUAL_CAPTURE, ...(body['capture'] as object | undefined), content: false, removed: true }
  const rest = { ...body, error: stripError(body['error']), capture }
  // Rows of the first layout hold all of their facts here.
  if ('traceId' in body) return JSON.stringify({ ...rest, ...withoutContent(body as unknown as PredictionFacts) })
  const kept = Object.fromEntries(Object.entries(rest).filter(([field]) => !CONTENT.has(field)))
  return JSON.stringify({ ...kept, label: stripLabel(body['label']), value: stripValue(body['value']) })
}

function withoutContent({ output }: PredictionFacts): Pick<PredictionFacts, 'input' | 'output'> {
  return {
    input: { system: null, messages: null, tools: null, features: null },
    output: {
      ...output,
      messages: null,
      text: null,
      label: stripLabel(output.label) ?? null,
      value: stripValue(output.value) ?? null,
    },
  }
}

/** Its message often repeats what the model was given. */
function stripError(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? { ...error, message: null } : undefined
}

function stripLabel<Label>(label: Label): Label | undefined {
  return typeof label === 'string' && label.length > LABEL_CHARACTERS_MAX ? undefined : label
}

function stripValue<Value>(value: Value): Value | undefined {
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}
