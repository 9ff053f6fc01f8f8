// One case of a golden file, as a calculation is given it: what goes in, and what must come out by which source.

/** Numbers, text, lists and what is made of them; null where a value is missing. NaN and infinities are numbers here. */
export type GoldenValue =
  | number
  | string
  | boolean
  | null
  | readonly GoldenValue[]
  | { readonly [name: string]: GoldenValue }
export type GoldenValues = { readonly [name: string]: GoldenValue }

export interface GoldenCase {
  id: string
  method: string
  /** Those of the case and those of its dataset together. */
  inputs: GoldenValues
  params: GoldenValues
  /** How many observations were consumed when something is asked, from 1. */
  checkpoints: readonly number[]
}

/** What comes out, under the names of the golden file. */
export type Calculate = (one: GoldenCase) => GoldenValues

/** By source, as the golden file names it: each says which formula, correction and rule of ties is followed. */
export interface Calculations {
  readonly [source: string]: Calculate
}

/** By method. */
export interface Methods {
  readonly [method: string]: Calculations
}
