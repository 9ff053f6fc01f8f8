// `npm run sdk:runtimes`: packs the SDK as npm would, and runs one app with it in every Node that is maintained or still
// met, in Bun and in Deno, each fetched from the registry into a folder that goes afterwards. Needs the built packages.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type RecordingCollector, startRecordingCollector } from '../packages/sdk/src/fixtures/recording-collector.ts'

interface Runtime {
  name: string
  /** On npm. */
  packages: string[]
  /** Inside of node_modules. */
  program: string
  arguments: string[]
}

const host = `${process.platform}-${process.arch}`

function node(version: number): Runtime {
  return {
    name: `Node ${version}`,
    packages: [`node-${host}@${version}`],
    program: `node-${host}/bin/node`,
    arguments: [],
  }
}

const RUNTIMES: Runtime[] = [
  ...[20, 22, 24, 26].map(node),
  { name: 'Bun', packages: [`@oven/bun-${host}`], program: `@oven/bun-${host}/bin/bun`, arguments: ['run'] },
  {
    name: 'Deno',
    packages: [`@deno/${host}-glibc`],
    program: `@deno/${host}-glibc/deno`,
    arguments: ['run', '--allow-all', '--no-lock'],
  },
]

/** Two that are nested in the third, and one at the very end; two feedbacks, and one at the very end. */
const EXPECTED = { '/v1/traces': 4, '/v1/logs': 3 }
const RUN_MS_MAX = 30_000

function npm(folder: string, ...words: string[]): void {
  const { status, stderr } = spawnSync('npm', words, { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(`npm ${words.join(' ')}: ${stderr.trim().split('\n').slice(0, 3).join(' ')}`)
}

function prepareApp(folder: string): string {
  const root = join(import.meta.dirname, '..')
  const sdk = join(root, 'packages', 'sdk')
  npm(sdk, 'pack', '--pack-destination', folder)
  const app = join(folder, 'app')
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), '{ "private": true, "type": "module" }')
  const tarball = spawnSync('sh', ['-c', 'ls trimtab-sdk-*.tgz'], { cwd: folder, encoding: 'utf8' }).stdout.trim()
  npm(app, 'install', '--no-audit', '--no-fund', join(folder, tarball), '@opentelemetry/api@1')
  copyFileSync(join(import.meta.dirname, 'sdk-runtimes', 'app.mjs'), join(app, 'app.mjs'))
  return app
}

function fetchRuntime(folder: string, { name, packages, program }: Runtime): string {
  const place = join(folder, name.replaceAll(' ', '-'))
  mkdirSync(place)
  writeFileSync(join(place, 'package.json'), '{ "private": true }')
  npm(place, 'install', '--no-audit', '--no-fund', ...packages)
  return join(place, 'node_modules', program)
}

/** What is wrong, in words; nothing where all is well. */
async function run(program: string, words: string[], app: string): Promise<string | undefined> {
  const collector = await startRecordingCollector()
  const started = spawn(program, [...words, join(app, 'app.mjs'), collector.url], {
    cwd: app,
    env: { ...process.env, TRIMTAB_SPOOL: join(app, 'spool') },
    stdio: ['ignore', 'inherit', 'pipe'],
    timeout: RUN_MS_MAX,
  })
  const complaint = text(started.stderr)
  const [code] = (await once(started, 'exit')) as [number | null]
  const wrong = code === 0 ? describeMissing(collector) : `exit ${code}: ${(await complaint).slice(0, 500)}`
  await collector.close()
  return wrong
}

function describeMissing(collector: RecordingCollector): string | undefined {
  const missing = Object.entries(EXPECTED).flatMap(([path, expected]) => {
    const count = collector.items().filter((item) => item.path === path).length
    return count === expected ? [] : [`${count} instead of ${expected} at ${path}`]
  })
  return missing.length === 0 ? undefined : missing.join(', ')
}

const folder = mkdtempSync(join(tmpdir(), 'trimtab-runtimes-'))
try {
  const app = prepareApp(folder)
  for (const runtime of RUNTIMES) {
    const program = fetchRuntime(folder, runtime)
    const version = spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout.split('\n')[0] ?? ''
    const startMs = performance.now()
    const wrong = await run(program, runtime.arguments, app)
    const tookMs = Math.round(performance.now() - startMs)
    console.log(`${runtime.name} (${version}): ${wrong ?? `all arrived, ${tookMs} ms`}`)
    if (wrong !== undefined) process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
