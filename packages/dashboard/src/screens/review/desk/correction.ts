// What a prediction should have been, as it is written and as it is sent. Text, JSON and a label are written as text, a
// conversation as its messages. Pure; every word that it starts from was written by a model.
import type { CorrectionRule, Json, Message, MessagePart, Prediction } from '@trimtab/contract'
import { layOutJson, whyNotExact } from '../../../format/exact-json.ts'
import { formatJson } from '../../../format/json.ts'

export type CorrectionDraft = string | Message[]

/** What the model said, in the form that a correction takes: where a reviewer starts, so that nobody else's word leads. */
export function originalOf({ output }: Prediction, form: CorrectionRule['form']): CorrectionDraft {
  if (form === 'text') return output.text ?? formatJson(output.label ?? output.score ?? output.value ?? '')
  if (form === 'chat')
    return output.messages ?? [{ role: 'assistant', parts: [{ type: 'text', text: output.text ?? '' }] }]
  if (form === 'label') return String(output.label ?? byProbability(output)[0] ?? output.text?.trim() ?? '')
  if (output.text !== null) return isJson(output.text) ? layOutJson(output.text) : output.text
  return pretty(output.value ?? output.label ?? output.score)
}

/** A draft as it is sent, or why it cannot be. */
export function correctionFrom(
  draft: CorrectionDraft,
  { form, options }: CorrectionRule,
  prediction: Prediction,
): { value: Json } | { mistake: string } {
  if (form === 'json') return readJson(textOf(draft))
  if (form === 'label') return readLabel(textOf(draft).trim(), options, prediction)
  if (typeof draft === 'string')
    return draft.trim() === '' ? { mistake: 'Say what it should have been.' } : { value: draft }
  const isSaid = draft.some((message) => message.parts.some((part) => part.type !== 'text' || part.text.trim() !== ''))
  return isSaid ? { value: asJson(draft) } : { mistake: 'Say what it should have been.' }
}

/** A correction that was sent, as it is written. */
export function draftFrom(value: Json, form: CorrectionRule['form']): CorrectionDraft {
  if (form === 'json') return pretty(value)
  if (form === 'chat' && Array.isArray(value)) return value as unknown as Message[]
  return formatJson(value)
}

/** What is compared word by word: of JSON its layout says nothing. */
export function comparedText(draft: CorrectionDraft, form: CorrectionRule['form']): string {
  const text = textOf(draft)
  if (form === 'label') return text.trim()
  return form === 'json' && isJson(text) ? layOutJson(text) : text
}

/** What there is to choose from, the likeliest first; empty where nobody said. */
export function labelsOf({ output }: Prediction, { options }: CorrectionRule): string[] {
  return options ?? byProbability(output)
}

export function textOf(draft: CorrectionDraft): string {
  if (typeof draft === 'string') return draft
  return draft.map((message) => `${message.role}: ${message.parts.map(partText).join(' ')}`).join('\n\n')
}

/** The text of a message; what else it carries is left where it is. */
export function messageText(message: Message): string {
  return message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
}

/** One text takes the place of all of them, at the place of the first. */
export function withText(message: Message, text: string): Message {
  const first = message.parts.findIndex((part) => part.type === 'text')
  const rest = message.parts.filter((part) => part.type !== 'text')
  const at = first < 0 ? rest.length : message.parts.slice(0, first).filter((part) => part.type !== 'text').length
  return { ...message, parts: [...rest.slice(0, at), { type: 'text', text }, ...rest.slice(at)] }
}

export function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0
}

/**
 * Where in the text a JSON reader stopped is in its message; the message is the engine's own. What a reader would change
 * without a word is refused, so that what stands there is what is saved.
 */
export function readJson(text: string): { value: Json } | { mistake: string } {
  if (text.trim() === '') return { mistake: 'Say what it should have been.' }
  try {
    const value = JSON.parse(text) as Json
    const mistake = whyNotExact(text)
    return mistake === null ? { value } : { mistake }
  } catch (error) {
    return { mistake: `This is no JSON yet: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** A number where the model's own labels are numbers. */
function readLabel(
  label: string,
  options: readonly string[] | undefined,
  { output }: Prediction,
): { value: Json } | { mistake: string } {
  if (label === '') return { mistake: 'Say which label it should have been.' }
  if (options !== undefined && !options.includes(label)) return { mistake: 'Choose one of the labels of this queue.' }
  const isNumber = typeof output.label === 'number' && String(Number(label)) === label
  return { value: isNumber ? Number(label) : label }
}

function byProbability({ probabilities }: Prediction['output']): string[] {
  return Object.entries(probabilities ?? {})
    .toSorted(([, left], [, right]) => right - left)
    .map(([label]) => label)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function partText(part: MessagePart): string {
  if (part.type === 'text' || part.type === 'reasoning') return part.text
  return JSON.stringify(part)
}

function pretty(value: Json): string {
  return value === null ? '' : JSON.stringify(value, null, 2)
}

function asJson(messages: Message[]): Json {
  return JSON.parse(JSON.stringify(messages)) as Json
}
