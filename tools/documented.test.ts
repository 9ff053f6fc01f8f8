// What is promised is written down, and what is written down is true: every public name stands in the documents, every
// command in them runs, every block of TypeScript type-checks, every link leads somewhere.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenLinks, fencesOf, readDocuments, root } from './documents/documents.ts'
import * as names from './documents/public-names.ts'
import { layOutScratch, namedScripts, runnableCommands, Shell } from './documents/shell.ts'
import { typeErrors } from './documents/type-check.ts'
import { writePages } from './reference/pages.ts'

const documents = readDocuments()
const everything = documents.map((document) => document.text).join('\n')
const fences = documents.flatMap(fencesOf)
const shellBlocks = fences
  .filter((fence) => fence.language === 'sh')
  .map((fence) => ({ ...fence, place: `${fence.document}:${fence.line}` }))

/** As a word of its own: `list` is not documented by "listen". */
function isNamed(name: string): boolean {
  const literal = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(String.raw`(^|[^\w.-])${literal}($|[^\w-])`, 'm').test(everything)
}

describe('every public name stands in the documents', () => {
  it.each([
    ['verbs and options', names.verbsAndOptions],
    ['environment variables', names.environmentVariables],
    ['routes', names.servedRoutes],
    ['export formats', names.exportFormats],
    ['problem codes', names.problemCodes],
    ['exports of @trimtab/contract', () => names.symbols('contract/src/index.ts')],
    ['exports of @trimtab/contract/schemas', () => names.symbols('contract/src/schemas.ts')],
    ['exports of @trimtab/contract/endpoints', () => names.symbols('contract/src/endpoints.ts')],
    ['exports of @trimtab/sdk', () => names.symbols('sdk/src/index.ts')],
    ['exports of @trimtab/sdk/browser', () => names.symbols('sdk/src/browser.ts')],
    ['exports of @trimtab/sdk/element', () => names.symbols('sdk/src/element.ts')],
  ])('%s are all there', (_, read) => {
    const known = read()
    expect(known).not.toEqual([])
    expect(known.filter((name) => !isNamed(name))).toEqual([])
  })
})

describe('what the documents say is so', () => {
  it('there is a first page', () => {
    expect(existsSync(join(root, 'README.md'))).toBe(true)
  })

  it('every link leads to a file and to a heading', () => {
    expect(documents.flatMap(brokenLinks)).toEqual([])
  })

  it('the reference is what `pnpm docs:reference` writes today', () => {
    const pages = writePages()
    const written = Object.keys(pages).map((path) => [
      path,
      existsSync(join(root, path)) && readFileSync(join(root, path), 'utf8'),
    ])
    expect(Object.fromEntries(written)).toEqual(pages)
  })

  it('every block is in a language that is tried here, or is no program', () => {
    const known = new Set(['sh', 'ts', 'json', 'text'])
    expect(
      fences.filter(({ language }) => !known.has(language)).map(({ document, line }) => `${document}:${line}`),
    ).toEqual([])
  })

  it('every block of TypeScript type-checks', () => {
    expect(typeErrors(fences.filter((fence) => fence.language === 'ts'))).toEqual([])
  })

  it('every script that is named exists', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: { [name: string]: string }
    }
    expect(shellBlocks.flatMap(({ text }) => namedScripts(text)).filter((name) => !(name in scripts))).toEqual([])
  })
})

describe('every command in the documents runs', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'trimtab-documented-'))
  const folder = join(scratch, 'trimtab')
  const collectorEnvironment = { TRIMTAB_PORT: '0', TRIMTAB_DATA: join(scratch, 'data') }
  let reader: Shell
  let collector: Awaited<ReturnType<Shell['serve']>>

  beforeAll(async () => {
    layOutScratch(folder)
    collector = await new Shell(folder, collectorEnvironment).serve('npm run -s trimtab -- serve')
    const environment = {
      ...collectorEnvironment,
      TRIMTAB_URL: collector.url,
      TRIMTAB_PORT: new URL(collector.url).port,
    }
    reader = new Shell(folder, environment)
  })

  afterAll(async () => {
    await collector.stop()
    rmSync(scratch, { recursive: true })
  })

  it.each(shellBlocks)('$place does what it shows', async ({ text }) => {
    const commands = runnableCommands(text)
    const end = await reader.run(commands.filter((command) => command !== 'npm start'))
    expect(end).toMatchObject({ exitCode: 0 })
  })

  it('npm start serves until it is interrupted, and leaves nothing behind', async () => {
    const shell = new Shell(folder, { TRIMTAB_PORT: '0', TRIMTAB_DATA: join(scratch, 'started') })
    const started = await shell.serve('npm start')
    expect((await fetch(started.url)).status).toBe(200)
    expect(await started.stop()).toMatchObject({ exitCode: 0 })
    await expect(fetch(started.url)).rejects.toThrow('fetch failed')
  })
})
