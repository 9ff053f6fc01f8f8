// One thing a client asks a model to do, and how to read it: what goes in with the request and what comes out. One file
// for each, named after the client's own resource; whatever a reader throws is caught by whoever asked it.
import type { PredictionKind } from '@trimtab/contract'
import type { ContextFacts, InputFacts } from '../calls/facts.ts'
import type { OutcomeReader } from '../calls/outcome.ts'

export interface ModelOperation {
  /** The task, where the app names none. */
  task: string
  kind: PredictionKind
  /** What the request itself says around the call. */
  readContext: (request: ModelRequest) => ContextFacts
  readInput: (request: ModelRequest) => InputFacts
  outcome: OutcomeReader
}

/** The body of one request, as it was given to the client. */
export interface ModelRequest {
  readonly [field: string]: unknown
}
