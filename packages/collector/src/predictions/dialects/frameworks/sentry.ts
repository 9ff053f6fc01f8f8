// Sentry: OpenTelemetry's words, and the operation also as its own `sentry.op`, at times only so.

import type { AttributeReader } from '../../../otlp/attribute-reader.ts'
import type { Dialect } from '../../dialect.ts'
import { say } from '../../say.ts'
import { kindOfOperation, roleOfOperation } from '../../spellings/operation.ts'

const OPERATION = /^(?:gen_ai|ai)\.(?:pipeline\.)?(\w+)/

export const sentry: Dialect = {
  name: 'sentry',
  speaks: (span) => {
    const operation = span.attributes.get('sentry.op')
    return typeof operation === 'string' && OPERATION.test(operation)
  },
  roleOf: (_span, attributes) => roleOfOperation(operationOf(attributes)),
  read: (_span, attributes) => {
    const operation = operationOf(attributes)
    return say({ operation, kind: kindOfOperation(operation) })
  },
}

function operationOf(attributes: AttributeReader): string | null {
  return OPERATION.exec(attributes.text('sentry.op') ?? '')?.[1] ?? null
}
