// What is seen of an answer in words: how long it is, in which language and form, and whether it went wrong in a way that
// shows.

import type { Message, Prediction } from '@trimtab/contract'
import { categoryOf } from './category.ts'
import type { Observation, Observed } from './observed.ts'
import { languageOf } from './text/language.ts'
import { cut } from './text/message-text.ts'
import { hasPersonalData } from './text/personal-data.ts'
import { isRefusal } from './text/refusal.ts'
import { repetitionOf } from './text/repetition.ts'
import { formOf } from './text/text-form.ts'
import { textVector } from './text/text-vector.ts'

/** Of generations; nothing of what was not kept, or where no answer came. */
export function observeOutputText({ kind, input, output }: Prediction): Observed[] {
  if (kind !== 'generation') return []
  const tool = output.messages === null ? null : firstToolOf(output.messages)
  return [
    ...see('finishReason', output.finishReason),
    ...see('output.tool', tool ?? (output.messages === null || input.tools === null ? null : 'none')),
    // An answer without a word is an empty one, unless it calls a tool.
    ...observeText(output.text ?? (output.messages !== null && tool === null ? '' : null)),
  ]
}

function observeText(text: string | null): Observed[] {
  if (text === null) return []
  const read = cut(text)
  const length = see('output.length', text.length)
  if (text.trim() === '') return length
  return [
    ...length,
    ...see('output.language', languageOf(read)),
    ...see('output.refusal', String(isRefusal(read))),
    ...see('output.repetition', repetitionOf(read)),
    ...see('output.format', formOf(text)),
    ...see('output.personalData', String(hasPersonalData(read))),
    ...see('output.text', textVector(read)),
  ]
}

function firstToolOf(messages: readonly Message[]): string | null {
  for (const { parts } of messages) {
    for (const part of parts) if (part.type === 'toolCall') return categoryOf(part.name)
  }
  return null
}

/** What has no meaning for a text, as of one without words, is not missing: there is no such thing. */
function see(name: string, value: Observation): Observed[] {
  return value === null ? [] : [{ name, group: 'output', value }]
}
