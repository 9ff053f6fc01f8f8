// The HTTP interface as an OpenAPI 3.1 document, written from the contract's table of operations.

import { type Operation, OPERATIONS, type OperationName, PROBLEM_CODES, type ProblemCode } from '@trimtab/contract'
import { type Endpoint, ENDPOINTS } from '@trimtab/contract/endpoints'
import type * as z from 'zod'
import { statusOf } from '../problem.ts'
import { type JsonSchema, jsonSchemaOf, namedJsonSchemas } from './json-schemas.ts'
import type { Content, OpenapiDocument, OpenapiOperation, OpenapiParameter } from './openapi-document.ts'
import { OTHER_NOUNS, OTHER_PATHS } from './other-paths.ts'

type AnyEndpoint = Omit<Endpoint<OperationName>, 'query' | 'body' | 'example' | 'answer' | 'later'> & {
  query?: { [parameter: string]: z.ZodType }
  body?: z.ZodType
  example?: unknown
  answer?: z.ZodType
  later?: z.ZodType
}

const DESCRIPTION = `Predictions in, what people think of them in, figures and training data out.

Lists are paged: pass the \`nextCursor\` of a page as \`cursor\`, with the same filters. Times are ISO 8601 in UTC. A \
parameter that takes several values is repeated. Answers to GET have an \`ETag\`: asking again with \`If-None-Match\` \
transfers nothing while nothing has changed. Whatever is refused is a problem document (RFC 9457) with a \`code\` that \
stays. A collector without a key serves this machine alone and asks for none.`

/** What any address that asks for a key may refuse for. */
const ANY_PROBLEMS: readonly ProblemCode[] = [
  'key.missing',
  'key.invalid',
  'key.forbidden',
  'request.too_many',
  'collector.busy',
  'internal',
]
const BODY_PROBLEMS: readonly ProblemCode[] = [
  'request.invalid',
  'request.too_large',
  'request.unsupported_media_type',
  'request.too_slow',
]

export function writeOpenapi(version: string): OpenapiDocument {
  const paths: OpenapiDocument['paths'] = {}
  const operations = Object.entries(OPERATIONS) as [OperationName, Operation][]
  for (const [name, operation] of operations) {
    const { path, method } = operation
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: operationOf(name, operation, ENDPOINTS[name] as AnyEndpoint),
    }
  }
  const nouns = new Set(operations.map(([name]) => ENDPOINTS[name].noun))
  return {
    openapi: '3.1.1',
    info: { title: 'Trimtab', version, description: DESCRIPTION },
    servers: [{ url: '/' }],
    tags: [...[...nouns].map((name) => ({ name })), ...OTHER_NOUNS],
    paths: { ...paths, ...OTHER_PATHS },
    components: {
      schemas: namedJsonSchemas(),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A key, as `trimtab keys create` shows it once.' },
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'The same key.' },
        page: {
          type: 'apiKey',
          in: 'cookie',
          name: 'trimtab_session',
          description: 'A page that signed in with a key.',
        },
      },
    },
  }
}

function operationOf(name: OperationName, { path, method, scope }: Operation, endpoint: AnyEndpoint): OpenapiOperation {
  const { noun, summary, query } = endpoint
  const parameters = [...pathParameters(path), ...queryParameters(query ?? {})]
  return {
    operationId: name,
    tags: [noun],
    summary,
    ...(scope === null ? {} : { description: `Asks for a key with the scope \`${scope}\`.` }),
    security: scope === null ? [{}, ...securityFor([])] : securityFor([scope]),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestBody(endpoint),
    responses: { ...answers(method, endpoint), ...refusals(problemsOf(method, endpoint)) },
  }
}

function requestBody({ body, sent, example }: AnyEndpoint): Pick<OpenapiOperation, 'requestBody'> {
  if (body === undefined && sent === undefined) return {}
  const other = Object.fromEntries((sent ?? []).map((type) => [type, { schema: {} }]))
  return { requestBody: { required: true, content: body === undefined ? other : json(jsonSchemaOf(body), example) } }
}

/** Any one of them is enough. */
function securityFor(scopes: string[]): OpenapiOperation['security'] {
  return ['bearer', 'apiKey', 'page'].map((scheme) => ({ [scheme]: scopes }))
}

function pathParameters(path: string): OpenapiParameter[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters(query: { [parameter: string]: z.ZodType }): OpenapiParameter[] {
  return Object.entries(query).map(([name, parameter]) => {
    const { description, ...schema } = jsonSchemaOf(parameter)
    const said = { name, in: 'query' as const, required: false, description: String(description) }
    if (schema['type'] !== 'object') return { ...said, schema }
    // Spread over the address, each of its members is a parameter of its own, whose name is all of it.
    const patternProperties = { [`^${name}\\.`]: { type: 'string' } }
    return { ...said, explode: true, schema: { type: 'object', patternProperties, additionalProperties: false } }
  })
}

function answers(method: string, { answer, later, status, mediaType }: AnyEndpoint): OpenapiOperation['responses'] {
  const content = (schema: z.ZodType): Content =>
    mediaType === undefined ? json(jsonSchemaOf(schema)) : { [mediaType]: { schema: jsonSchemaOf(schema) } }
  return {
    [String(status ?? 200)]:
      answer === undefined ? { description: 'Done.' } : { description: 'The answer.', content: content(answer) },
    ...(later === undefined ? {} : { 202: { description: 'It goes on.', content: content(later) } }),
    ...(method === 'GET' && mediaType === undefined
      ? { 304: { description: 'What is known by its `ETag` still holds.' } }
      : {}),
  }
}

function problemsOf(method: string, { query, body, sent: other, problems = [] }: AnyEndpoint): ProblemCode[] {
  const asked = query === undefined ? [] : (['request.invalid'] as const)
  const sent = body === undefined && other === undefined ? [] : BODY_PROBLEMS
  const crossed = method === 'GET' ? [] : (['request.cross_site'] as const)
  return [...new Set([...problems, ...asked, ...sent, ...crossed, ...ANY_PROBLEMS])]
}

/** One answer a status, which says by which codes it comes. */
function refusals(codes: ProblemCode[]): OpenapiOperation['responses'] {
  const groups = [...Map.groupBy(codes, statusOf)].toSorted(([left], [right]) => left - right)
  return Object.fromEntries(
    groups.map(([status, group]) => [
      status,
      {
        description: group.map((code) => `\`${code}\`: ${PROBLEM_CODES[code]}`).join('\n\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

function json(schema: JsonSchema, example?: unknown): Content {
  return { 'application/json': example === undefined ? { schema } : { schema, example } }
}
