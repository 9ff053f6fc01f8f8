// Takes what a calculation needs out of the inputs of a golden case, and says so where it is not there.

import type { GoldenValues } from './golden-case.ts'

export function numberOf(values: GoldenValues, name: string): number {
  const value = values[name]
  if (typeof value === 'number') return value
  throw new TypeError(`${name} is no number`)
}

export function numbersOf(values: GoldenValues, name: string): number[] {
  const value = values[name]
  if (!Array.isArray(value)) throw new TypeError(`${name} is no list of numbers`)
  return value.map((entry: unknown) => {
    if (typeof entry === 'number') return entry
    throw new TypeError(`${name} is no list of numbers`)
  })
}
