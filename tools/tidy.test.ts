// Our style as a test: what a house rule says and no linter knows. Every law names the files that break it, and is
// itself shown a file that does.
import { describe, expect, it } from 'vitest'
import * as content from './tidy/content-rules.ts'
import * as names from './tidy/name-rules.ts'
import { isCode, isDocument, isSource, isTest, readRepository, type RepositoryFile } from './tidy/tree.ts'

const files = readRepository()
const code = files.filter(isCode)
const tests = files.filter(isTest)

function isConfiguration({ path }: RepositoryFile): boolean {
  return path.endsWith('.config.ts')
}

interface Law {
  law: string
  among: RepositoryFile[]
  /** What of the file breaks the law; true stands for the file itself. */
  breaks: (file: RepositoryFile) => string[] | boolean
  /** A file that breaks it. */
  culprit: { path: string; text: string }
}

const here = 'packages/sdk/src/spool.ts'
const laws: Law[] = [
  {
    law: 'no file or folder has a name that says nothing',
    among: files,
    breaks: names.bannedNames,
    culprit: { path: 'packages/sdk/src/utils/text.ts', text: '' },
  },
  {
    law: 'files and folders are named in kebab-case',
    among: files,
    breaks: names.namesNotInKebabCase,
    culprit: { path: 'packages/sdk/src/monitorCall.ts', text: '' },
  },
  {
    // A test beside its subject is for that subject, which says what it is for.
    law: 'every source opens by saying what it is for',
    among: files.filter((file) => isSource(file) && !(isTest(file) && file.path.startsWith('packages/'))),
    breaks: (file) => !content.opensWithComment(file),
    culprit: { path: here, text: `import { a } from './a.ts'\n` },
  },
  {
    law: 'no file is longer than a person reads at once',
    among: files.filter(isSource),
    breaks: content.isTooLong,
    culprit: { path: here, text: '\n'.repeat(content.LINES_MAX + 1) },
  },
  {
    law: 'no work is put off in a comment',
    among: files,
    breaks: content.promises,
    culprit: { path: here, text: '// TO\x44O: later' },
  },
  {
    law: 'no code is commented out',
    among: code,
    breaks: content.commentedOutCode,
    culprit: { path: here, text: '// const a = b(' },
  },
  {
    law: 'exports are named, except where a tool asks for a default',
    among: code.filter((file) => !isConfiguration(file)),
    breaks: content.defaultExports,
    culprit: { path: here, text: 'export default 1' },
  },
  {
    law: 'what a file exports is listed by name',
    among: code,
    breaks: content.starExports,
    culprit: { path: here, text: `export * from './a.ts'` },
  },
  {
    law: 'there are no enums and no namespaces',
    among: code,
    breaks: content.enumsAndNamespaces,
    culprit: { path: here, text: 'export enum Kind {' },
  },
  {
    law: 'no merge was left half done',
    among: files,
    breaks: content.mergeMarkers,
    culprit: { path: here, text: `${'<'.repeat(7)} ours` },
  },
  {
    law: 'nothing points at one machine',
    among: files,
    breaks: content.machineTraces,
    culprit: { path: here, text: 'see /wor\x6b/notes' },
  },
  {
    law: 'a document has one title',
    among: files.filter(isDocument),
    breaks: content.isWithoutOneTitle,
    culprit: { path: 'docs/a.md', text: '# One\n\n```sh\n# not a title\n```\n\n# Two\n' },
  },
  {
    law: 'a test is named by the law it proves',
    among: tests,
    breaks: content.testsNotNamedAsLaws,
    culprit: { path: 'a.test.ts', text: `it('should work well', () => {})` },
  },
  {
    law: 'every test runs and none runs alone',
    among: tests,
    breaks: content.testsThatDoNotRun,
    culprit: { path: 'a.test.ts', text: `it.skip('a law that holds', () => {})` },
  },
  {
    law: 'no module is replaced in a test',
    among: tests,
    breaks: content.moduleMocks,
    culprit: { path: 'a.test.ts', text: "vi.moc\x6b('./a.ts')" },
  },
]

function offencesOf({ breaks }: Law, file: RepositoryFile): string[] {
  const found = breaks(file)
  if (typeof found === 'boolean') return found ? [file.path] : []
  return found.map((offence) => `${file.path}: ${offence}`)
}

describe('the tidy house', () => {
  it.each(laws)('$law', (law) => {
    expect(law.among.flatMap((file) => offencesOf(law, file))).toEqual([])
  })

  it.each(laws)('a file is caught where "$law" does not hold', (law) => {
    const culprit = { ...law.culprit, lines: law.culprit.text.split('\n') }
    expect(offencesOf(law, culprit)).not.toEqual([])
  })

  it('a test stands beside what it tests', () => {
    expect(names.testsWithoutSubject(files)).toEqual([])
    const alone = { path: 'packages/sdk/src/a.test.ts', text: '', lines: [] }
    expect(names.testsWithoutSubject([alone])).toEqual([alone.path])
  })
})
