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
  if (modelsDiffer(left, right)) return false
  // A monitored function that names no model may say something else than the model in it did, and mean the same call.
  if (isNative(outer) && left.modelRequested === undefined) return true
  return !outputsDiffer(left, right) && !(hasId(left) && hasId(right) && spokenOf(left) === null)
}

/** Beside each other, as two instrumentations of one client: only an id that the provider gave can tell. */
export function isTwin(left: Node, right: Node): boolean {
  return (
    left.said.responseId !== undefined &&
    left.said.responseId === right.said.responseId &&
    left.item.convention !== right.item.convention &&
    isEmbedding(left.said) === isEmbedding(right.said) &&
    left.item.startedNs <= right.item.endedNs &&
    right.item.startedNs <= left.item.endedNs
  )
}

function isEmbedding(said: Said): boolean {
  return said.kind === 'embedding'
}

function hasId(said: Said): boolean {
  return said.responseId !== undefined
}

/** A model answers under a longer name than it was asked by: gpt-4o, gpt-4o-2024-08-06, openai/gpt-4o. */
function modelsDiffer(left: Said, right: Said): boolean {
  const ours = modelNames(left)
  const theirs = modelNames(right)
  if (ours.length === 0 || theirs.length === 0) return false
  return !ours.some((name) => theirs.some((other) => name.startsWith(other) || other.startsWith(name)))
}

function modelNames(said: Said): string[] {
  return [said.modelRequested, said.modelResponded]
    .filter((name) => name !== undefined)
    .map((name) => name.slice(name.lastIndexOf('/') + 1).toLowerCase())
}

function outputsDiffer(left: Said, right: Said): boolean {
  if (left.truncated === true || right.truncated === true) return false
  const [ours, theirs] = [spokenOf(left), spokenOf(right)]
  return ours !== null && theirs !== null && ours !== theirs
}

function spokenOf(said: Said): string | null {
  return spokenText(said.outputMessages ?? null)?.trim() ?? null
}
