// Serves one operation of the contract: what is asked is checked by the schemas of its entry in the table, and what is
// answered is of its type. Whoever writes a route says only what happens between the two.

import {
  type Operation,
  OPERATIONS,
  type OperationName,
  type OperationShapes,
  type PathParameters,
} from '@trimtab/contract'
import { ENDPOINTS, type Endpoint } from '@trimtab/contract/endpoints'
import type { Context, Hono } from 'hono'
import { listIssues } from '../schema-issue.ts'
import type { AppParts } from './app-parts.ts'
import { parseJsonBody, withBody } from './body/read-body.ts'
import { mediaTypeOf } from './otlp/media-type.ts'
import { ProblemError } from './problem.ts'
import { createQueryReader } from './read-query.ts'
import { routePath } from './route-path.ts'

/** The largest is a review with a correction of which each character may be written as an escape of six. */
const BODY_BYTES_MAX = 4 * 1024 * 1024

export interface Asked<Name extends OperationName> {
  /** What stands in the address where the table has a name in braces. */
  path: PathParameters<(typeof OPERATIONS)[Name]['path']>
  query: OperationShapes[Name]['query']
  body: OperationShapes[Name]['body']
  /** The id of the key that asks; null where no key is asked for. */
  caller: string | null
}

/** What the table calls a text is no JSON: its route answers it as it wants. */
type Answer<Name extends OperationName> = OperationShapes[Name]['answer'] extends string
  ? Response
  : OperationShapes[Name]['answer']

export function endpoint<Name extends OperationName>(
  app: Hono,
  { budget }: Pick<AppParts, 'budget'>,
  name: Name,
  handle: (asked: Asked<Name>, context: Context) => Answer<Name> | Promise<Answer<Name>>,
): void {
  const { method, path }: Operation = OPERATIONS[name]
  const { query, body, status = 200 } = ENDPOINTS[name] as Endpoint<Name>
  const readQuery = createQueryReader<OperationShapes[Name]['query']>(query ?? ({} as never))

  async function readBody(context: Context): Promise<unknown> {
    if (body === undefined) return undefined
    if (mediaTypeOf(context.req.header('content-type')) !== 'application/json')
      throw new ProblemError('request.unsupported_media_type', 'Send JSON as application/json.')
    const limits = { budget, bytesMax: BODY_BYTES_MAX, caller: context.get('caller') ?? null }
    const parsed = body.safeParse(await withBody(context, limits, async (bytes) => parseJsonBody(bytes)))
    if (parsed.success) return parsed.data
    const errors = listIssues(parsed.error)
    throw new ProblemError('request.invalid', 'The body does not have the right shape.', { errors })
  }

  app.on(method, routePath(path), async function serve(context) {
    const asked: Asked<Name> = {
      path: context.req.param() as Asked<Name>['path'],
      query: readQuery(new URL(context.req.url).searchParams),
      body: (await readBody(context)) as Asked<Name>['body'],
      caller: context.get('caller') ?? null,
    }
    const answer = await handle(asked, context)
    if (answer instanceof Response) return answer
    return status === 204 ? context.body(null, status) : context.json(answer as object, status)
  })
}
