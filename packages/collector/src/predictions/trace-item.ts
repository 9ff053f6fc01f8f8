// One thing known of a trace: a span, or a log record that says something of one. Readings of whatever dialect become
// these, and `fold/` makes predictions of them.

import type { PredictionStatus } from '@trimtab/contract'
import type { Said } from './said.ts'

/**
 * call: by itself the description of one model call.
 * wrapper: surrounds calls (an agent, a chain, a step, the outer span of an SDK); a prediction only where nothing
 *   inside it is one and it says that a model was called.
 * step: a tool, a retriever, a guardrail: a model call inside of it is another one than the call around it.
 * span: anything else; of use for what it says of session and user, and for the waterfall.
 * content: a log record or the like that carries facts of its span.
 */
export type Role = 'call' | 'wrapper' | 'step' | 'span' | 'content'

/** Where an item comes from: facts of the process, not of the call. */
export interface Origin {
  service: string | null
  environment: string | null
  release: string | null
}

export interface TraceItem {
  traceId: string
  spanId: string
  /** Tells apart what several records say of one span; empty for the span itself. */
  part: string
  parentSpanId: string | null
  role: Role
  name: string
  /** The dialect it was read from; null for what no dialect speaks. */
  convention: string | null
  startedNs: bigint
  endedNs: bigint
  status: PredictionStatus
  origin: Origin
  droppedAttributes: number
  said: Said
}
