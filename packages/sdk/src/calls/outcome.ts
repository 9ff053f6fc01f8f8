// How to read what a call ended in, whole or in chunks. One reader for each kind of thing that is watched; whatever a
// reader throws is caught by whoever asked it.
import type { OutputFacts } from './facts.ts'

export interface OutcomeReader {
  /** Facts of a result that came whole. */
  readWhole: (result: unknown) => OutputFacts
  /** Somewhere to put the chunks of one stream. */
  openStream: () => ChunkReader
}

export interface ChunkReader {
  /** Takes the next chunk. True when the model says something in it: the first of those is the first token. */
  add: (chunk: unknown) => boolean
  /** What all chunks so far say together; also of a stream that was cut. */
  read: () => OutputFacts
}
