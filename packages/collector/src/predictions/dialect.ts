// What every dialect of "a model was called" must be able to say of a span.

import type { PredictionFacts } from '@trimtab/contract'
import type { Span } from '../otlp/otlp.ts'

export interface Dialect {
  /** Goes into `convention`. */
  name: string
  speaks: (span: Span) => boolean
  /** What only this dialect knows; ids, times, status and origin are read the same way for all. */
  read: (span: Span) => DialectFacts
}

export type DialectFacts = Pick<
  PredictionFacts,
  | 'task'
  | 'kind'
  | 'provider'
  | 'model'
  | 'responseId'
  | 'prompt'
  | 'variant'
  | 'firstTokenMs'
  | 'input'
  | 'output'
  | 'parameters'
  | 'usage'
  | 'session'
  | 'user'
  | 'key'
  | 'tags'
  | 'metadata'
> & { contentCaptured: boolean; truncated: boolean; consent: boolean | null; cancelled: boolean }
