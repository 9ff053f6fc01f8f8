// What the table of the HTTP interface says of one operation.

import type * as z from 'zod'
import type { OperationName, OperationShapes } from './operations.ts'
import type { ProblemCode } from './problem.ts'
import type { QuerySchemas } from './schemas/query.ts'

export interface Endpoint<Name extends OperationName> {
  /** What it is about: operations of one noun stand together. */
  noun: string
  summary: string
  query?: QuerySchemas<OperationShapes[Name]['query']>
  body?: z.ZodType<OperationShapes[Name]['body']>
  /** What may be sent in place of JSON, of any length: it is read as it comes. */
  sent?: readonly string[]
  /** One that could be sent. */
  example?: OperationShapes[Name]['body']
  /** Absent where there is nothing to answer. */
  answer?: z.ZodType<OperationShapes[Name]['answer']>
  /** The answer of status 202, where it may take longer than anybody waits. */
  later?: z.ZodType<OperationShapes[Name]['answer']>
  /** Absent: 200. */
  status?: 201 | 202 | 204
  /** Absent: JSON. */
  mediaType?: 'text/event-stream' | 'text/csv' | 'text/html'
  /** Besides what any address may refuse for. */
  problems?: readonly ProblemCode[]
}

/** Entries of the table, by the names of their operations. */
export type Endpoints<Names extends OperationName> = { [name in Names]: Endpoint<name> }
