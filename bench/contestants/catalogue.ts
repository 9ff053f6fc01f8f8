// Who is compared. Each is loaded only in the process that measures it: most of them patch what they find.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenContestant } from './contestant.ts'

export interface Entry {
  name: string
  /** Whose version is named in the results. */
  packages: string[]
  /** Found in what is delivered of a call that has ended, for those who also deliver that one has begun. */
  endPattern?: string
  /** Delivers to an address of this machine, all others to one of the network. */
  isLocal?: boolean
}

export const PLAIN = 'plain'
export const TRIMTAB = 'trimtab'
/** With a collector on the same machine, for which nothing is compressed. */
export const TRIMTAB_LOCAL = 'trimtab-local'

export const catalogue: Entry[] = [
  { name: PLAIN, packages: ['openai'] },
  { name: TRIMTAB, packages: ['@trimtab/sdk'] },
  { name: TRIMTAB_LOCAL, packages: [], isLocal: true },
  { name: 'langfuse', packages: ['@langfuse/openai', '@langfuse/otel'] },
  { name: 'openinference', packages: ['@arizeai/openinference-instrumentation-openai'] },
  { name: 'traceloop', packages: ['@traceloop/instrumentation-openai'] },
  { name: 'langsmith', packages: ['langsmith'], endPattern: '"end_time":\\d' },
  { name: 'braintrust', packages: ['braintrust'], endPattern: '"end":\\d' },
]

/** Such as `langsmith 0.12.0`. */
export function describeVersions(names: string[] = catalogue.map(({ name }) => name)): string {
  return catalogue
    .filter(({ name }) => names.includes(name))
    .flatMap(({ packages }) => packages)
    .map((name) => `${name} ${readVersion(name)}`)
    .join(', ')
}

function readVersion(name: string): string {
  const path = join(import.meta.dirname, '..', 'node_modules', name, 'package.json')
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}

export async function loadContestant(name: string): Promise<OpenContestant> {
  const module = (await import(`./with-${name}.ts`)) as { open: OpenContestant }
  return module.open
}
