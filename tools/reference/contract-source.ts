// Reads the sources of the contract and the SDK for what they export and what they say about it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const packages = join(import.meta.dirname, '..', '..', 'packages')

export interface Exported {
  module: string
  names: string[]
}

/** What an entry point exports, by the module it comes from. */
export function readExports(entry: string): Exported[] {
  const text = readFileSync(join(packages, entry), 'utf8')
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\} from '\.\/([^']+)'/gm)].map(
    ([, names = '', module = '']) => ({
      module,
      names: names
        .split(',')
        .map((name) =>
          name
            .trim()
            .replace(/^type /, '')
            .replace(/^.* as /, ''),
        )
        .filter((name) => name !== ''),
    }),
  )
  const own = [...text.matchAll(/^export (?:async )?(?:function|const|class|interface|type) (\w+)/gm)].map(
    ([, name = '']) => name,
  )
  return own.length === 0 ? lists : [...lists, { module: entry, names: own }]
}

/** The comment a module opens with, as one paragraph. */
export function readOpening(path: string): string {
  const lines = readFileSync(join(packages, path), 'utf8').split('\n')
  const end = lines.findIndex((line) => !line.startsWith('//'))
  return lines
    .slice(0, end)
    .map((line) => line.replace(/^\/\/ ?/, ''))
    .join(' ')
}

/** The first sentences of what stands above an export; empty where its name says enough. */
export function readDescription(path: string, name: string): string {
  const text = readFileSync(join(packages, path), 'utf8')
  const declaration = new RegExp(
    String.raw`/\*\*((?:(?!\*/)[^])*)\*/\nexport (?:async )?(?:function|const|class|interface|type) ${name}\b`,
  )
  const comment = declaration.exec(text)?.[1] ?? ''
  const [paragraph = ''] = comment
    .replaceAll(/^ *\* ?/gm, '')
    .trim()
    .split(/\n\n|\n@/)
  return paragraph.replaceAll('\n', ' ').replaceAll(/\{@link ([^}]+)\}/g, '`$1`')
}

/** Each member of a constant, with the comment above it; a comment holds until the next one. */
export function readCommentedMembers(path: string, pattern: RegExp): { [member: string]: string } {
  const comments: { [member: string]: string } = {}
  let comment = ''
  for (const line of readFileSync(join(packages, path), 'utf8').split('\n')) {
    comment = /^\s*\/\*\* (.*) \*\/$/.exec(line)?.[1] ?? comment
    const member = pattern.exec(line)?.[1]
    if (member !== undefined) comments[member] = comment
  }
  return comments
}
