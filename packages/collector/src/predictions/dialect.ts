// What a dialect of "a model was called" can say of a span. One span mixes several, so every dialect that has words in
// it reads what it knows, and `normalise.ts` gathers their facts by precedence. A dialect never asks for a product's version.

import type { AttributeReader } from '../otlp/attribute-reader.ts'
import type { Span } from '../otlp/otlp.ts'
import type { Said } from './said.ts'
import type { Role } from './trace-item.ts'

export interface Dialect {
  /** Goes into `convention`. */
  name: string
  /** Whether any word of the span is of this dialect. Asked of every span that arrives: cheap. */
  speaks: (span: Span) => boolean
  /** The span's part in its trace; null where this dialect cannot tell. */
  roleOf: (span: Span, attributes: AttributeReader) => Role | null
  read: (span: Span, attributes: AttributeReader) => Said
}
