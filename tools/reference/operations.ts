// The operations of the HTTP interface as a page, from the contract's table.
import { type Operation, OPERATIONS, type OperationName } from '@trimtab/contract'
import { ENDPOINTS, SCHEMAS } from '@trimtab/contract/endpoints'

interface Described {
  description?: string | undefined
}

const nameOf = new Map<unknown, string>(Object.entries(SCHEMAS).map(([name, schema]) => [schema, name]))

/** A section a noun, and in it each operation. */
export function describeOperations(): string[] {
  const operations = Object.entries(OPERATIONS) as [OperationName, Operation][]
  return [...Map.groupBy(operations, ([name]) => ENDPOINTS[name].noun)].flatMap(([noun, listed]) => [
    `## ${noun}`,
    ...listed.flatMap(([name, operation]) => describe(name, operation)),
  ])
}

function describe(name: OperationName, { method, path, scope }: Operation): string[] {
  const { summary, query, body, answer, later, problems = [] } = ENDPOINTS[name]
  const facts = [
    ...(scope === null ? [] : [`asks for the scope \`${scope}\``]),
    ...namedAs('takes', body),
    ...namedAs('answers with', answer),
    ...namedAs('or with', later),
    ...(problems.length === 0 ? [] : [`may be refused with ${problems.map((code) => `\`${code}\``).join(', ')}`]),
  ]
  const rows = Object.entries<Described>({ ...query }).map(
    ([parameter, { description = '' }]) => `| \`${parameter}\` | ${description.replaceAll('|', String.raw`\|`)} |`,
  )
  return [
    `### \`${method} ${path}\``,
    summary,
    `\`${name}\`${facts.length === 0 ? '' : ` ${facts.join(', ')}`}.`,
    ...(rows.length === 0 ? [] : [['| Parameter | What it says |', '| --- | --- |', ...rows].join('\n')]),
  ]
}

function namedAs(how: string, schema: unknown): string[] {
  const name = nameOf.get(schema)
  return name === undefined ? [] : [`${how} \`${name}\``]
}
