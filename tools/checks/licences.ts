// Whether everything that reaches a user may: the licence of each package that is installed with or bundled into ours,
// and a checksum in the lockfile for each package that is installed at all.
import { existsSync, globSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { workspaceFolders } from './workspace.ts'

/** Those that ask for no more than to be named. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSL-1.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
])

interface Installed {
  name: string
  version: string
  license?: string
  dependencies?: { [name: string]: string }
  optionalDependencies?: { [name: string]: string }
  devDependencies?: { [name: string]: string }
}

function read(folder: string): Installed {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Installed
}

/** Where Node would find a package, from a folder upwards; undefined for one that is for another platform. */
function locate(name: string, from: string): string | undefined {
  const candidate = join(from, 'node_modules', name)
  if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate)
  return dirname(from) === from ? undefined : locate(name, dirname(from))
}

/** Development dependencies that the sources import are bundled into what we publish. */
function bundled(folder: string, manifest: Installed): string[] {
  const sources = globSync('src/**/*.{ts,tsx,css}', { cwd: folder }).filter((path) => !/\.(test|suite)\./.test(path))
  const text = sources.map((path) => readFileSync(join(folder, path), 'utf8')).join('\n')
  return Object.keys(manifest.devDependencies ?? {}).filter((name) =>
    new RegExp(`(from|import) '${name}[/']`).test(text),
  )
}

function isPermissive(licence: string): boolean {
  const choices = licence.replaceAll(/[()]/g, '').split(' OR ')
  return choices.some((choice) => choice.split(' AND ').every((part) => PERMISSIVE.has(part)))
}

const seen = new Map<string, string>()

function walk(folder: string, names: string[]): void {
  for (const name of names) {
    const place = locate(name, folder)
    if (place === undefined || seen.has(place)) continue
    const found = read(place)
    seen.set(place, `${found.name}@${found.version}: ${found.license ?? 'no licence'}`)
    if (!isPermissive(found.license ?? '')) fail(`${seen.get(place)} is not a permissive licence`)
    walk(place, Object.keys({ ...found.dependencies, ...found.optionalDependencies }))
  }
}

function fail(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}

for (const folder of workspaceFolders().filter((path) => path.startsWith('packages/'))) {
  const manifest = read(folder)
  walk(realpathSync(folder), [...Object.keys(manifest.dependencies ?? {}), ...bundled(folder, manifest)])
}
console.log(`${seen.size} packages reach a user, all permissive unless named above`)

for (const [index, line] of readFileSync('pnpm-lock.yaml', 'utf8').split('\n').entries()) {
  if (line.trimStart().startsWith('resolution:') && !line.includes('integrity: sha512-')) {
    fail(`pnpm-lock.yaml:${index + 1} installs something without a checksum`)
  }
}
