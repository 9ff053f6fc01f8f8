import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { DatasetVersion, ExportManifest } from '@trimtab/contract'
import { afterAll, describe, expect, it } from 'vitest'
import { readOverview } from './aggregates/overview.ts'
import { PREDICTION_ID, spanFields, traceRequest, keyValues } from './fixtures/otlp-body.ts'
import { writeNewerDatabase } from './store/sqlite/fixtures/newer-database.ts'
import { openStoreAt } from './store/sqlite/fixtures/open-store.ts'

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url))

/** Every start costs most of a second, so they overlap. */
const TOGETHER = { concurrent: true, timeout: 60_000 }

const folders: string[] = []
const running: ChildProcess[] = []

afterAll(() => {
  for (const child of running) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trimtab-cli-'))
  folders.push(folder)
  return folder
}

function start(args: string[], nodeArgs: string[] = []) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TRIMTAB_')))
  const child = spawn(process.execPath, [...nodeArgs, CLI, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  return child
}

/** Runs the built command to its end. */
async function run(
  args: string[],
  nodeArgs: string[] = [],
): Promise<{ exitCode: number | null; output: string; complaint: string }> {
  const child = start(args, nodeArgs)
  const [[exitCode], output, complaint] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ])
  expect(complaint).not.toMatch(/^ +at /m)
  return { exitCode, output, complaint }
}

/** A collector that has said where it listens. */
async function serve(data: string): Promise<{ child: ChildProcess; url: string; output: Promise<string> }> {
  const child = start(['serve', '--port', '0', '--data', data])
  const output = text(child.stdout)
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /listening on (http:\S+)/.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('close', () => reject(new Error('the collector ended before it listened')))
  })
  return { child, url, output }
}

/** The exit code it ends with. */
async function stop(child: ChildProcess, signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number | null> {
  child.kill(signal)
  const [exitCode] = (await once(child, 'close')) as [number | null]
  return exitCode
}

async function post(url: string, body: unknown): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.status
}

function write(folder: string, name: string, content: string): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

/** What the command says when it will not do what it was asked. */
/** What the machine does not allow ends with 1. */
function refused(...args: string[]): Promise<string> {
  return refusedWith(1, args)
}

/** What makes no sense on any machine ends with 2. */
function refusedAsWrong(...args: string[]): Promise<string> {
  return refusedWith(2, args)
}

async function refusedWith(code: number, args: string[]): Promise<string> {
  const { exitCode, output, complaint } = await run(args)
  expect([exitCode, output]).toEqual([code, ''])
  return complaint
}

describe('the command', TOGETHER, () => {
  it('shows every option with its default and its variable', async () => {
    const { exitCode, output } = await run(['serve', '--help'])
    expect(exitCode).toBe(0)
    for (const shown of [
      '4318',
      '127.0.0.1',
      'trimtab-data',
      'TRIMTAB_PORT',
      'TRIMTAB_HOST',
      'TRIMTAB_DATA',
      'TRIMTAB_SIGNING_KEY',
      '4317',
      'TRIMTAB_GRPC_PORT',
      'TRIMTAB_FORWARD_URL',
      'TRIMTAB_FORWARD_HEADERS',
      'TRIMTAB_ORIGINS',
      'TRIMTAB_LOG_LEVEL',
      'TRIMTAB_LOG_FORMAT',
    ]) {
      expect(output).toContain(shown)
    }
  })

  it.each([
    [['bake'], /unknown command 'bake'/],
    [['serve', '--prot', '1'], /unknown option '--prot'/],
    [[], /Usage: trimtab .*serve .*dataset .*formats /s],
  ])('used wrongly, as %j, says how and exits with 2', async (args, complaint) => {
    const result = await run(args)
    expect(result.exitCode).toBe(2)
    expect(result.complaint).toMatch(complaint)
  })

  it('on a Node that is too old says so before it loads anything', async () => {
    const older = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.20.2"})'
    expect(await run(['serve'], ['--import', older])).toEqual({
      exitCode: 1,
      output: '',
      complaint:
        'Trimtab needs Node 22.15 or newer and this is Node 20.20.2: install a newer Node and start it again.\n',
    })
  })
})

describe('`trimtab serve`', TOGETHER, () => {
  it('on a port that is taken is one sentence', async () => {
    const data = join(makeFolder(), 'data')
    const taken = createServer()
    await once(taken.listen(0, '127.0.0.1'), 'listening')
    const { port } = taken.address() as AddressInfo
    expect(await refused('serve', '--port', `${port}`, '--data', data)).toBe(
      `trimtab: Port ${port} on 127.0.0.1 is taken; stop what listens there, or choose another with --port.\n`,
    )
    taken.close()
  })

  it('for others than this machine without a key is one sentence, and makes no database', async () => {
    const data = join(makeFolder(), 'data')
    expect(await refused('serve', '--host', '0.0.0.0', '--port', '0', '--data', data)).toBe(
      `trimtab: On 0.0.0.0 others can reach Trimtab, and there is no admin key yet to keep them out: make one with \`trimtab keys create --scope admin --data ${data}\`, then start again.\n`,
    )
    expect(existsSync(data)).toBe(false)
  })

  it('in a folder that cannot be written is one sentence', async () => {
    const file = write(makeFolder(), 'file', 'text')
    expect(await refused('serve', '--port', '0', '--data', file)).toMatch(
      /^trimtab: The folder \S+ cannot be written: [a-z ]+\. Choose another with --data\.\n$/,
    )
    expect(readFileSync(file, 'utf8')).toBe('text')
  })

  it('on the database of a newer Trimtab is one sentence, and changes nothing', async () => {
    const folder = makeFolder()
    writeNewerDatabase(folder)
    const file = join(folder, 'trimtab.db')
    const before = readFileSync(file)
    expect(await refused('serve', '--port', '0', '--data', folder)).toBe(
      `trimtab: ${file} was written by a newer Trimtab; start that version, or choose another folder with --data. Nothing was changed.\n`,
    )
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('told to stop keeps what it acknowledged, and exits with 0', async () => {
    const data = join(makeFolder(), 'data')
    const { child, url, output } = await serve(data)
    expect(await post(`${url}/v1/traces`, traceRequest(spanFields()))).toBe(200)
    expect(await stop(child, 'SIGTERM')).toBe(0)
    expect(await output).toContain('Trimtab has stopped; everything it acknowledged is on disk.')
    const store = openStoreAt(data)
    expect((await store.rows.prediction(PREDICTION_ID))?.task).toBe('support.reply')
    store.close()
    expect(existsSync(join(data, 'trimtab.db-wal'))).toBe(false)
  })

  it('that is killed has lost nothing it acknowledged', async () => {
    const data = join(makeFolder(), 'data')
    const { child, url } = await serve(data)
    expect(await post(`${url}/v1/traces`, traceRequest(spanFields()))).toBe(200)
    expect(await stop(child, 'SIGKILL')).toBeNull()
    const store = openStoreAt(data)
    expect((await readOverview(store.rows, Date.now())).predictions).toBe(1)
    store.close()
  })
})

describe('`trimtab dataset`', TOGETHER, () => {
  const recipe = { name: 'replies', select: { task: 'support.reply', feedback: 'thumbs-up' } }
  const message = (role: string, words: string) => JSON.stringify([{ role, parts: [{ type: 'text', content: words }] }])

  it('builds, lists, shows and exports while a collector runs on the same database', async () => {
    const folder = makeFolder()
    const data = join(folder, 'data')
    const { child, url } = await serve(data)
    const attributes = keyValues({
      'trimtab.task': 'support.reply',
      'gen_ai.input.messages': message('user', 'Where is my order?'),
      'gen_ai.output.messages': message('assistant', 'It is on its way.'),
    })
    await post(`${url}/v1/traces`, traceRequest(spanFields({ attributes })))
    await post(`${url}/api/feedback`, { prediction: PREDICTION_ID, kind: 'thumbs', value: true })

    const of = (...args: string[]) => run(['dataset', ...args, '--data', data])
    const built = await of('build', write(folder, 'recipe.json', JSON.stringify(recipe)), '--json')
    const version = JSON.parse(built.output) as DatasetVersion
    expect(version).toMatchObject({ name: 'replies', version: 1, selected: 1, dropped: {} })
    expect(JSON.parse((await of('list', '--json')).output)).toMatchObject([
      { id: version.dataset, version: 1, rows: 1 },
    ])
    const out = join(folder, 'out')
    const exported = await of('export', version.dataset, '--format', 'openai-sft', '--out', out, '--json')
    const manifest = JSON.parse(exported.output) as ExportManifest
    const rows = manifest.files.map(({ name }) => readFileSync(join(out, name), 'utf8')).join('')
    expect(JSON.parse(rows)).toEqual({
      messages: [
        { role: 'user', content: 'Where is my order?' },
        { role: 'assistant', content: 'It is on its way.' },
      ],
    })

    // The folder of the recipe, and the recipe itself.
    const elsewhere = await Promise.all(
      [folder, join(folder, 'recipe.json')].map((taken) =>
        of('export', version.dataset, '--format', 'openai-sft', '--out', taken),
      ),
    )
    expect(elsewhere.map(({ exitCode, complaint }) => [exitCode, complaint])).toEqual([
      [1, `trimtab: ${folder} already holds other files; name an empty folder with --out.\n`],
      [
        1,
        expect.stringMatching(/^trimtab: The folder \S+ cannot be written: [a-z ]+\. Choose another with --out\.\n$/),
      ],
    ])
    expect(await stop(child, 'SIGINT')).toBe(0)
  })

  it('on a folder without a database is one sentence, and makes none', async () => {
    const data = join(makeFolder(), 'data')
    expect(await refused('dataset', 'list', '--data', data)).toBe(
      `trimtab: There is no Trimtab database in ${data}; name its folder with --data.\n`,
    )
    expect(existsSync(data)).toBe(false)
  })

  it('that is not there is one sentence', async () => {
    const data = makeFolder()
    openStoreAt(data).close()
    expect(await refusedAsWrong('dataset', 'show', 'nothing', '--data', data)).toBe(
      'trimtab: There is no dataset nothing; `trimtab dataset list` shows those there are.\n',
    )
  })

  it('of a recipe that will not do is one sentence', async () => {
    const data = makeFolder()
    openStoreAt(data).close()
    const [wrong, right] = [
      write(data, 'wrong.json', '{"name":"x"}'),
      write(data, 'recipe.json', JSON.stringify(recipe)),
    ]
    const complaints = [
      refusedAsWrong('dataset', 'build', wrong, '--data', data),
      refused('dataset', 'build', right, '--data', data),
    ]
    expect(await Promise.all(complaints)).toEqual([
      expect.stringMatching(/^trimtab: \S+wrong\.json is not a recipe: select is missing\.\n$/),
      'trimtab: There is no task support.reply (there are: none yet). No version was made.\n',
    ])
  })
})
