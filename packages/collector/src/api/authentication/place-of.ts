// Places of names, in a table of fixed size that bounds the memory. Not to be guessed: whoever could choose a place would
// use up what belongs to another.

import { createHash, randomBytes } from 'node:crypto'

/** The same name has the same place for as long as the process runs. */
export function createPlaceOf(places: number): (name: string) => number {
  const seed = randomBytes(16)
  return (name) => createHash('sha256').update(seed).update(name).digest().readUInt32LE(0) % places
}
