// Whether two readings describe one real model call. Asked of nested and of parallel spans of one trace; decided by
// what they say, never by which product wrote them.

import { spokenText } from '../messages/messages.ts'
import type { Said } from '../said.ts'
import type { Node } from './trace-tree.ts'

const NATIVE = 'trimtab'

export function isNative(node: Node): boolean {
  return node.item.convention === NATIVE
}

/** A call directly around another one: the same, unless they contradict each other. */
export function canBeOneCall(outer: Node, inner: Node): boolean {
  if (isNative(outer) && isNative(inner)) return false
  const [left, right] = [outer.said, inner.said]
  if (isEmbedding(left) !== isEmbedding(right)) return false
  if (left.responseId !== undefined && left.responseId === right.responseId) return true
  // Two calls that cost the same to the token, one inside the other, are one: whatever an outer span made of the words.
  if (isSameUsage(left, right)) return true
  if (modelsDiffer(left, right) || outputTokensDiffer(left, right)) return false
  // A monitored function that names no model may say something else than the model in it did, and mean the same call.
  if (isNative(outer) && left.modelRequested === undefined) return true
  if (left.responseId !== undefined && right.responseId !== undefined) return answersMatch(left, right) === true
  return answersMatch(left, right) !== false
}

/** Beside each other, as two instrumentations of one client: only an id that the provider gave can tell. */
export function isTwin(left: Node, right: Node): boolean {
  return (
    left.said.responseId !== undefined &&
    left.said.responseId === right.said.responseId &&
    // One instrumentation gives the calls of one kind one name; a double of it under that name would be a second call.
    (left.item.convention !== right.item.convention || left.item.name !== right.item.name) &&
    isEmbedding(left.said) === isEmbedding(right.said) &&
    left.item.startedNs <= right.item.endedNs &&
    right.item.startedNs <= left.item.endedNs
  )
}

/**
 * Beside each other where no id tells: one says nothing of what was asked and answered, the other does, and everything
 * else agrees. Some clients report themselves like that beside whoever else watches them.
 */
export function mayBeSilentTwin(silent: Node, telling: Node): boolean {
  const [left, right] = [silent.said, telling.said]
  return (
    silent.item.convention !== telling.item.convention &&
    !isNative(silent) &&
    !isNative(telling) &&
    isEmbedding(left) === isEmbedding(right) &&
    modelNames(left).length > 0 &&
    modelNames(right).length > 0 &&
    !modelsDiffer(left, right) &&
    !outputTokensDiffer(left, right) &&
    (left.responseId === undefined || right.responseId === undefined) &&
    silent.item.status === telling.item.status &&
    (isWithin(silent, telling) || isWithin(telling, silent))
  )
}

export function isSilent({ said }: Node): boolean {
  return said.inputMessages === undefined && said.outputMessages === undefined
}

function isWithin(inner: Node, outer: Node): boolean {
  return outer.item.startedNs <= inner.item.startedNs && inner.item.endedNs <= outer.item.endedNs
}

function isEmbedding(said: Said): boolean {
  return said.kind === 'embedding'
}

function isSameUsage(left: Said, right: Said): boolean {
  return (
    left.inputTokens !== undefined &&
    left.outputTokens !== undefined &&
    left.inputTokens === right.inputTokens &&
    left.outputTokens === right.outputTokens &&
    left.inputTokens + left.outputTokens > 0
  )
}

/** Of the input some count cached tokens and some do not; of the output all count the same. */
function outputTokensDiffer(left: Said, right: Said): boolean {
  return left.outputTokens !== undefined && right.outputTokens !== undefined && left.outputTokens !== right.outputTokens
}

/** A model answers under a longer name than it was asked by: gpt-4o, gpt-4o-2024-08-06, openai/gpt-4o. */
function modelsDiffer(left: Said, right: Said): boolean {
  const ours = modelNames(left)
  const theirs = modelNames(right)
  if (ours.length === 0 || theirs.length === 0) return false
  return !ours.some((name) => theirs.some((other) => isVersionOf(name, other) || isVersionOf(other, name)))
}

function modelNames(said: Said): string[] {
  return [said.modelRequested, said.modelResponded].filter((name) => name !== undefined).map(bareModelName)
}

/** Without who serves it and where: `us.anthropic.claude-sonnet-4-20250514-v1:0`, `models/gemini-2.5-pro`, an ARN. */
function bareModelName(name: string): string {
  const last = name.toLowerCase().slice(name.lastIndexOf('/') + 1)
  return last.replace(/^(?:(?:us|eu|apac|global)\.)?(?:[a-z][a-z0-9]*\.)?(?=[a-z])/, '').replace(/-v\d+(?::\d+)?$/, '')
}

/** A date, a number or a word for the newest: gpt-4o-mini is another model than gpt-4o, gpt-4o-2024-08-06 is not. */
const VERSION = /^[-@:](?:\d|latest|preview|exp|v\d)/

function isVersionOf(name: string, other: string): boolean {
  return name === other || (name.startsWith(other) && VERSION.test(name.slice(other.length)))
}

/** Null where not both of them say what was answered. */
function answersMatch(left: Said, right: Said): boolean | null {
  if (left.truncated === true || right.truncated === true) return null
  const [ours, theirs] = [answerOf(left), answerOf(right)]
  if (ours === null || theirs === null) return null
  // What parses an answer, or takes the thinking out of it, leaves the rest as it was.
  return ours.includes(theirs) || theirs.includes(ours)
}

/** Its words without spaces, and else the tools it called. */
function answerOf({ outputMessages }: Said): string | null {
  const words = spokenText(outputMessages ?? null)?.replaceAll(/\s+/g, '') ?? ''
  if (words !== '') return words
  const tools = (outputMessages?.[0]?.parts ?? []).flatMap((part) => (part.type === 'toolCall' ? [part.name] : []))
  return tools.length === 0 ? null : `call ${tools.join(' ')}`
}
