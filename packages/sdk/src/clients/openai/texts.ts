// An input of one text or several; one of token numbers says nothing that anyone could read.
import type { InputFacts } from '../../calls/facts.ts'

export function readTexts(input: unknown): InputFacts {
  if (typeof input === 'string') return { text: input }
  if (!Array.isArray(input)) return {}
  const texts = input.filter((text): text is string => typeof text === 'string')
  return texts.length === 0 ? {} : { messages: texts.map((content) => ({ role: 'user', content })) }
}
