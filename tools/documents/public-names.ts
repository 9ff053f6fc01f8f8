// Everything of Trimtab that has a name a user can type, read from where it is defined; each has to be in the documents.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ENVIRONMENT, EXPORT_FORMATS, OPERATIONS, PROBLEM_CODES, ROUTES } from '@trimtab/contract'
import { readVerbs } from '../reference/command-line.ts'
import { readExports } from '../reference/contract-source.ts'
import { root } from './documents.ts'

/** `dataset build --url` as `dataset build` and `dataset build … --url`: the verb, and the option where the verb is. */
export function verbsAndOptions(): string[] {
  return readVerbs().flatMap(({ words, options }) => [...(words.length > 0 ? [words.join(' ')] : []), ...options])
}

export function environmentVariables(): string[] {
  return Object.values(ENVIRONMENT)
}

/** A route is served if it is of an operation, or if the HTTP folder of the collector names it. */
export function servedRoutes(): string[] {
  const sources = globSync('packages/collector/src/api/**/*.ts', { cwd: root }).filter(
    (path) => !path.includes('.test.'),
  )
  const text = sources.map((path) => readFileSync(join(root, path), 'utf8')).join('\n')
  const names = new Set([...text.matchAll(/\bROUTES\.(\w+)/g)].map((match) => match[1]))
  const named = Object.entries(ROUTES).flatMap(([name, path]) => (names.has(name) ? [path] : []))
  return [...named, ...Object.values(OPERATIONS).map(({ path }) => path)]
}

export function exportFormats(): string[] {
  return [...EXPORT_FORMATS]
}

export function problemCodes(): string[] {
  return Object.keys(PROBLEM_CODES)
}

export function symbols(entry: string): string[] {
  return readExports(entry).flatMap(({ names }) => names)
}
