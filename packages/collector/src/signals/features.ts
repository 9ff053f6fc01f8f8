// What a classical model saw: each value by its name.

import { type Json, type JsonObject, SIGNALS_PER_TASK_MAX } from '@trimtab/contract'
import { categoryOf } from './category.ts'
import type { Observation, Observed } from './observed.ts'

const NAME_CHARS_MAX = 100
/** Objects within objects within features are not looked into. */
const DEPTH_MAX = 2
/** Members that are looked at, those within others too; whoever sends more has no features. */
const MEMBERS_MAX = 1_000
/** Fewer numbers are a list, and more are no embedding. */
const VECTOR_NUMBERS_MIN = 8
const VECTOR_NUMBERS_MAX = 8_192

/** By name, as many as a task can have, so that with more it is always the same ones. */
export function observeFeatures(features: JsonObject | null): Observed[] {
  if (features === null) return []
  const values = new Map<string, Observation>()
  addMembers(values, { object: features, prefix: 'feature', depth: 1, room: { left: MEMBERS_MAX } })
  return [...values]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .slice(0, SIGNALS_PER_TASK_MAX)
    .map(([name, value]) => ({ name, group: 'input', value }))
}

interface Members {
  object: JsonObject
  prefix: string
  depth: number
  /** Of all of them together. */
  room: { left: number }
}

function addMembers(values: Map<string, Observation>, { object, prefix, depth, room }: Members): void {
  for (const key in object) {
    if (room.left === 0) return
    room.left -= 1
    const value = object[key] ?? null
    const name = nameOf(prefix, key)
    if (isObject(value)) {
      if (depth < DEPTH_MAX) addMembers(values, { object: value, prefix: name, depth: depth + 1, room })
    } else if (Array.isArray(value) && !isVector(value)) add(values, `${name}.count`, value.length)
    else add(values, name, observationOf(value))
  }
}

/** Two whose names are the same once they are cut are one, the first. */
function add(values: Map<string, Observation>, name: string, value: Observation): void {
  if (!values.has(name)) values.set(name, value)
}

function nameOf(prefix: string, key: string): string {
  const name = `${prefix}.${key}`
  return name.length <= NAME_CHARS_MAX ? name : name.slice(0, NAME_CHARS_MAX).toWellFormed()
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isVector(value: Json): value is number[] {
  return (
    Array.isArray(value) &&
    value.length >= VECTOR_NUMBERS_MIN &&
    value.length <= VECTOR_NUMBERS_MAX &&
    value.every((each) => typeof each === 'number' && Number.isFinite(each))
  )
}

function observationOf(value: Exclude<Json, JsonObject> | number[]): Observation {
  if (value === null || typeof value === 'number') return value
  if (typeof value === 'string' || typeof value === 'boolean') return categoryOf(value)
  return isVector(value) ? value : value.length
}
