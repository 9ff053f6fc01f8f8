// Reads what an address asks by the schema of each of its parameters: which may be given several times, which are
// numbers, and which begin with a name and a dot, the schemas say. A parameter that nobody knows is refused.

import * as z from 'zod'
import { listIssues, type SchemaIssue } from '../schema-issue.ts'
import { ProblemError } from './problem.ts'

type ParameterSchemas<Query> = { [parameter in keyof Query]-?: z.ZodType<Query[parameter]> }
type Asked = { [parameter: string]: unknown }

/** Longer is no number that anything here counts to. */
const WHOLE_NUMBER = /^-?\d{1,15}$/

export function createQueryReader<Query extends object>(
  schemas: ParameterSchemas<Query>,
): (parameters: URLSearchParams) => Query {
  const fields = schemas as { [parameter: string]: z.ZodType }
  const typeOf = new Map(Object.entries(fields).map(([parameter, schema]) => [parameter, typeIn(schema)]))
  const schema = z.strictObject(fields)
  return function readQuery(parameters) {
    const { asked, issues } = gather(parameters, typeOf)
    const parsed = schema.safeParse(asked)
    issues.push(...listIssues(parsed.error))
    if (parsed.success) issues.push(...misorderedTimes(parsed.data), ...placeWithoutWords(parsed.data))
    if (issues.length === 0) return parsed.data as Query
    throw new ProblemError('request.invalid', 'The query does not have the right shape.', { errors: issues })
  }
}

/** `array`, `integer`, `object`, and so on. */
function typeIn(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }).type
}

function gather(
  parameters: URLSearchParams,
  typeOf: ReadonlyMap<string, unknown>,
): { asked: Asked; issues: SchemaIssue[] } {
  const asked: Asked = {}
  const issues: SchemaIssue[] = []
  for (const parameter of new Set(parameters.keys())) {
    const texts = parameters.getAll(parameter)
    const [name, key] = splitName(parameter, typeOf)
    const type = typeOf.get(name)
    const refuse = (message: string): void => void issues.push({ pointer: `/${pointerStep(parameter)}`, message })
    if (type === undefined || (type === 'object') !== (key !== null)) refuse('is not known here')
    else if (key !== null) asked[name] = { ...(asked[name] as object | undefined), [key]: texts }
    else if (type === 'array') asked[name] = texts
    else if (texts.length > 1) refuse('is given more than once')
    else if (type !== 'integer') asked[name] = texts[0]
    else if (WHOLE_NUMBER.test(texts[0] ?? '')) asked[name] = Number(texts[0])
    else refuse('must be a whole number')
  }
  return { asked, issues }
}

/** `metadata.tier` is `tier` of the metadata. A name that plain objects keep for themselves is none of ours. */
function splitName(parameter: string, typeOf: ReadonlyMap<string, unknown>): [name: string, key: string | null] {
  const dot = parameter.indexOf('.')
  const name = parameter.slice(0, dot)
  if (dot < 0 || typeOf.get(name) !== 'object') return [parameter, null]
  const key = parameter.slice(dot + 1)
  return key === '__proto__' ? [parameter, null] : [name, key]
}

function pointerStep(text: string): string {
  return text.replaceAll('~', '~0').replaceAll('/', '~1')
}

function misorderedTimes({ from, to }: Asked): SchemaIssue[] {
  const isMisordered = typeof from === 'string' && typeof to === 'string' && Date.parse(from) > Date.parse(to)
  return isMisordered ? [{ pointer: '/to', message: 'must not be before `from`' }] : []
}

function placeWithoutWords({ q, in: place }: Asked): SchemaIssue[] {
  return place === undefined || q !== undefined ? [] : [{ pointer: '/in', message: 'needs `q`, the words to look for' }]
}
