// What an OpenAPI 3.1 document is made of, as far as ours goes.

import type { JsonSchema } from './json-schemas.ts'

export interface OpenapiDocument {
  openapi: string
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  tags: { name: string; description?: string }[]
  paths: { [path: string]: { [method: string]: OpenapiOperation } }
  components: JsonSchema
}

export interface OpenapiOperation {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  security: { [scheme: string]: string[] }[]
  parameters?: OpenapiParameter[]
  requestBody?: { required: boolean; content: Content }
  responses: { [status: string]: { description: string; content?: Content } }
}

export interface OpenapiParameter {
  name: string
  in: 'path' | 'query'
  required: boolean
  description?: string
  explode?: boolean
  schema: JsonSchema
}

export type Content = { [mediaType: string]: { schema: JsonSchema; example?: unknown } }
