// What of a prediction is searched: what was said to it and what it said, as pieces of plain text. System prompts, which
// all predictions of a task share, and the names of features and fields find nothing.

import type { Json, Message, MessagePart, PredictionFacts } from '@trimtab/contract'

/** Of the input and of the output, each: what is beyond is not searched. */
export const DOCUMENT_CHARS_MAX = 100_000

/** Values within values deeper than this are not searched. */
const DEPTH_MAX = 16

/** Words of one piece can follow each other, words of two cannot. */
export interface SearchDocument {
  input: string[]
  output: string[]
}

export function documentOf({ input, output }: Pick<PredictionFacts, 'input' | 'output'>): SearchDocument {
  const asked = (input.messages ?? []).flatMap(textsOfMessage)
  const answered = (output.messages ?? []).flatMap(textsOfMessage)
  const isSaid = output.text === null || answered.join('').includes(output.text)
  return {
    input: withinBound([...asked, ...textsOfValue(input.features)]),
    output: withinBound([
      ...answered,
      ...(isSaid ? [] : textsOfValue(output.text)),
      ...(output.label === null ? [] : [String(output.label)]),
      ...textsOfValue(output.value),
    ]),
  }
}

function textsOfMessage({ parts }: Message): string[] {
  return parts.flatMap(textsOfPart)
}

function textsOfPart(part: MessagePart): string[] {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return textsOfValue(part.text)
    case 'toolCall':
      return [...textsOfValue(part.name), ...textsOfValue(part.arguments)]
    case 'toolResult':
      return textsOfValue(part.result)
    default:
      return []
  }
}

function textsOfValue(value: Json | undefined, depth = 0): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || depth === DEPTH_MAX) return []
  return Object.values(value).flatMap((each) => textsOfValue(each, depth + 1))
}

function withinBound(texts: string[]): string[] {
  let rest = DOCUMENT_CHARS_MAX
  return texts.flatMap((text) => {
    const kept = text.slice(0, rest)
    rest -= kept.length
    return kept === '' ? [] : [kept]
  })
}
