// What the built `trimtab` command says about itself, verb by verb: the one source of its documentation.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const commandFile = join(import.meta.dirname, '..', '..', 'packages', 'collector', 'dist', 'cli.js')

export interface Verb {
  /** `['dataset', 'build']`; empty for the command itself. */
  words: string[]
  help: string
  /** Long options, without what they take. */
  options: string[]
}

let known: Verb[] | undefined

/** Every verb; asked of the command once, since each takes it a start. */
export function readVerbs(): Verb[] {
  known ??= readVerb([])
  return known
}

function readVerb(words: string[]): Verb[] {
  const help = readHelp(words)
  const options = [...help.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map((match) => match[1] ?? '')
  const [, commands = ''] = help.split('\nCommands:\n')
  const children = [...commands.matchAll(/^ {2}([a-z-]+)/gm)].map((match) => match[1] ?? '')
  return [
    { words, help, options },
    ...children.filter((name) => name !== 'help').flatMap((name) => readVerb([...words, name])),
  ]
}

/** Without our own variables, whose values would show as defaults. */
function readHelp(words: string[]): string {
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('TRIMTAB_'))
  return execFileSync(process.execPath, [commandFile, ...words, '--help'], {
    encoding: 'utf8',
    env: { ...Object.fromEntries(environment), NO_COLOR: '1' },
  })
}
