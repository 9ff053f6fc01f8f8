// What went into a model and came out of it where a convention puts no bounds on its shape: the body of a provider that
// we know, else whatever it is as the text it came as, because a model was given and gave texts.

import type { Json } from '@trimtab/contract'
import type { Said } from '../said.ts'
import { readRequestBody } from './request-body.ts'
import { readResponseBody } from './response-body.ts'

export function readRequestOrText(value: Json): Said {
  const said = readRequestBody(value)
  if (said.inputMessages !== undefined || said.system !== undefined) return said
  const text = textOfAny(value)
  return text === null ? said : { ...said, inputMessages: [{ role: 'user', parts: [{ type: 'text', text }] }] }
}

export function readAnswerOrText(value: Json): Said {
  const said = readResponseBody(value)
  if (said.outputMessages !== undefined || said.value !== undefined) return said
  const text = said.responseId === undefined && said.finishReason === undefined ? textOfAny(value) : null
  return text === null ? said : { ...said, outputMessages: [{ role: 'assistant', parts: [{ type: 'text', text }] }] }
}

function textOfAny(value: Json): string | null {
  if (typeof value === 'string') return EMPTY.has(value.trim()) ? null : value
  if (value === null || (typeof value === 'object' && Object.keys(value).length === 0)) return null
  return JSON.stringify(value)
}

/** What a function that failed or returned nothing is said to have given. */
const EMPTY = new Set(['', 'null', '""', '[]', '{}', '{"output":null}', '{"output": null}'])
