// The generated pages of docs/reference, each from the code that it describes.
import { dirname, join } from 'node:path'
import {
  ENVIRONMENT,
  FEEDBACK_ATTRIBUTES,
  PREDICTION_ATTRIBUTES,
  PROBLEM_CODES,
  RESOURCE_ATTRIBUTES,
} from '@trimtab/contract'
import { readVerbs } from './command-line.ts'
import { describeOperations } from './operations.ts'
import { readCommentedMembers, readDescription, readExports, readOpening } from './contract-source.ts'

const NOTICE = '<!-- Written by `pnpm docs:reference`; do not edit. -->'

function page(title: string, ...parts: string[]): string {
  return `${[`# ${title}`, NOTICE, ...parts].join('\n\n')}\n`
}

function table(head: string[], rows: string[][]): string {
  const lines = [head, head.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function attributeTable(keys: { [fact: string]: string }): string {
  return table(
    ['Fact', 'Attribute'],
    Object.entries(keys).map(([fact, attribute]) => [fact, `\`${attribute}\``]),
  )
}

function attributes(): string {
  return page(
    'Attributes',
    readOpening('contract/src/attribute-names.ts'),
    '## On the span of a prediction',
    attributeTable(PREDICTION_ATTRIBUTES),
    '## On the resource',
    attributeTable(RESOURCE_ATTRIBUTES),
    '## On the log record of a feedback',
    attributeTable(FEEDBACK_ATTRIBUTES),
  )
}

function problems(): string {
  const rows = Object.entries(PROBLEM_CODES).map(([code, meaning]) => [`\`${code}\``, meaning])
  return page(
    'Problems',
    'The `code` of a problem document (RFC 9457), and what it means.',
    table(['Code', 'Meaning'], rows),
  )
}

function operations(): string {
  return page(
    'Operations',
    'What can be asked and said over [HTTP](http.md), beside OTLP and the addresses of other products. The shapes are those of [the contract](contract.md); `GET /api/openapi.json` has them for machines, and `GET /api/docs` as a page.',
    ...describeOperations(),
  )
}

function environment(): string {
  const comments = readCommentedMembers('contract/src/environment.ts', /'(TRIMTAB_\w+)'/)
  const rows = Object.values(ENVIRONMENT).map((name) => [`\`${name}\``, comments[name] ?? ''])
  return page(
    'Environment',
    readOpening('contract/src/environment.ts'),
    table(['Variable', 'Who reads it, and what for'], rows),
  )
}

function commandLine(): string {
  const sections = readVerbs().flatMap(({ words, help }) => {
    const name = ['trimtab', ...words].join(' ')
    return [`## \`${name}\``, `\`\`\`text\n${help.trimEnd()}\n\`\`\``]
  })
  return page('Command line', ...sections)
}

/** Every export of an entry point, under the module that it comes from. */
function exportsPage(title: string, entries: string[]): string {
  const sections = entries.flatMap((entry) =>
    readExports(entry).flatMap(({ module, names }) => {
      const path = module === entry ? entry : join(dirname(entry), module)
      const lines = names.map((name) => `- \`${name}\` ${readDescription(path, name)}`.trimEnd())
      return [`## ${headingOf(path)}`, readOpening(path), lines.join('\n')]
    }),
  )
  return page(title, ...sections)
}

/** `sdk/src/feedback/token.ts` as `feedback/token`. */
function headingOf(path: string): string {
  return `\`${path.replace(/^\w+\/src\//, '').replace(/\.ts$/, '')}\``
}

/** Every page by its path. */
export function writePages(): { [path: string]: string } {
  return {
    'docs/reference/attributes.md': attributes(),
    'docs/reference/command-line.md': commandLine(),
    'docs/reference/contract.md': exportsPage('Contract', [
      'contract/src/index.ts',
      'contract/src/schemas.ts',
      'contract/src/endpoints.ts',
    ]),
    'docs/reference/environment.md': environment(),
    'docs/reference/operations.md': operations(),
    'docs/reference/problems.md': problems(),
    'docs/reference/sdk.md': exportsPage('SDK', ['sdk/src/index.ts', 'sdk/src/browser.ts', 'sdk/src/element.ts']),
  }
}
