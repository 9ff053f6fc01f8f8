// What is seen of a conversation before it is answered: of the last thing the user said, and how far the talk has come.

import type { Prediction } from '@trimtab/contract'
import type { Observation, Observed } from './observed.ts'
import { languageOf } from './text/language.ts'
import { lastUserText } from './text/message-text.ts'
import { hasPersonalData } from './text/personal-data.ts'
import { textVector } from './text/text-vector.ts'
import { unknownShare } from './words.ts'

/** Nothing of what was not kept. A classifier that reads a text has one too. */
export function observeInputText({ input }: Prediction, words: ReadonlySet<number> | null): Observed[] {
  if (input.messages === null) return []
  const turns = see('input.turns', input.messages.length)
  const read = lastUserText(input.messages)
  if (read === null) return turns
  const { text, length } = read
  return [
    ...turns,
    ...see('input.length', length),
    ...see('input.language', languageOf(text)),
    ...see('input.personalData', String(hasPersonalData(text))),
    ...see('input.unknownWords', words === null ? null : unknownShare(text, words)),
    ...see('input.text', textVector(text)),
  ]
}

/** What has no meaning for a text, as of one without words, is not missing: there is no such thing. */
function see(name: string, value: Observation): Observed[] {
  return value === null ? [] : [{ name, group: 'input', value }]
}
