// How the documents are read: what is found in them decides what `documented.test.ts` can prove.
import { describe, expect, it } from 'vitest'
import { brokenLinks, fencesOf } from './documents/documents.ts'
import { namedScripts, runnableCommands } from './documents/shell.ts'
import { typeErrors } from './documents/type-check.ts'

describe('reading documents', () => {
  it('a fence is known by its language and its line', () => {
    const text = 'Words\n\n```sh\nnpm start\n```\n\n````md\n```ts\n```\n````\n'
    expect(fencesOf({ path: 'a.md', text })).toEqual([
      { document: 'a.md', line: 4, language: 'sh', text: 'npm start\n' },
      { document: 'a.md', line: 8, language: 'md', text: '```ts\n```\n' },
    ])
  })

  it('a link that leads nowhere is found, in prose only', () => {
    const text = '[a](package.json) [b](missing.md) [c](https://example.com) `[d](e.md)` [f](#here)\n\n# Here\n'
    expect(brokenLinks({ path: 'a.md', text })).toEqual(['a.md: missing.md'])
    expect(brokenLinks({ path: 'a.md', text: '[g](#nowhere)' })).toEqual(['a.md: #nowhere'])
  })

  it('what is about another copy of Trimtab is read and not run', () => {
    const block =
      'git clone https://example.com/trimtab.git\ncd trimtab\nnpm test\nnpm run -s trimtab -- \\\n  dataset list\n'
    expect(runnableCommands(block)).toEqual(['npm run -s trimtab -- dataset list'])
    expect(namedScripts(block)).toEqual(['test', 'trimtab'])
  })

  it('a block that does not type-check is named by its document and line', () => {
    const wrong = { document: 'docs/a.md', line: 7, language: 'ts', text: `const one: number = 'one'` }
    expect(typeErrors([wrong])).toEqual([expect.stringMatching(/docs-a-md-line-7\.ts.*TS2322/)])
  })
})
