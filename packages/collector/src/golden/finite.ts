// What golden files do to two samples before every method: what is missing is dropped, and of numbers what is not finite.

import type { GoldenCase, GoldenValue } from './golden-case.ts'

interface Pair<Value> {
  reference: Value[]
  current: Value[]
}

type Category = string | number | boolean

/** Without missing numbers, NaN and infinities. */
export function finitePair(one: GoldenCase): Pair<number> {
  return pairOf(one, isFiniteNumber)
}

/** Without missing categories; all others stay, whatever they are called. */
export function presentPair(one: GoldenCase): Pair<Category> {
  return pairOf(one, isCategory)
}

function isFiniteNumber(value: GoldenValue): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isCategory(value: GoldenValue): value is Category {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
}

function pairOf<Value extends GoldenValue>(
  { inputs }: GoldenCase,
  isKept: (value: GoldenValue) => value is Value,
): Pair<Value> {
  return { reference: kept(inputs['reference'], isKept), current: kept(inputs['current'], isKept) }
}

function kept<Value extends GoldenValue>(
  values: GoldenValue | undefined,
  isKept: (value: GoldenValue) => value is Value,
): Value[] {
  if (!Array.isArray(values)) throw new TypeError('a pair of samples has a list for either')
  const all: readonly GoldenValue[] = values
  return all.filter(isKept)
}
