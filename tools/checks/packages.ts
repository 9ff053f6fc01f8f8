// Packs every published package as npm would and looks at the tarball: what a user gets, not what the checkout holds.
// The dashboard is private and reaches users as files inside the collector's tarball, so there is nothing of it to pack.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData, type Package } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { type Manifest, publishedFolders } from './workspace.ts'

function pack(folder: string, destination: string): Buffer {
  const { stdout } = spawnSync('npm', ['pack', '--json', '--pack-destination', destination], {
    cwd: folder,
    encoding: 'utf8',
  })
  const [{ filename } = { filename: '' }] = JSON.parse(stdout) as { filename: string }[]
  return readFileSync(join(destination, filename))
}

function wrongFiles(contents: Package): string[] {
  const lawful = /^\/node_modules\/(@[^/]+\/)?[^/]+\/(dist\/.+|README\.md|LICENSE|package\.json)$/
  return contents.listFiles().filter((path) => !lawful.test(path))
}

/** `workspace:` means nothing outside this repository; only development dependencies, which are not installed, may say it. */
function workspaceDependencies(manifest: Manifest): string[] {
  const ranges = { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies }
  return Object.keys(ranges).filter((name) => ranges[name]?.startsWith('workspace:'))
}

/** Every way of resolving types but the two we do not serve: CommonJS, and resolution that cannot read `exports`. */
async function typeProblems(contents: Package): Promise<string[]> {
  const analysis = await checkPackage(contents)
  if (analysis.types === false) return []
  return analysis.problems
    .filter((problem) => problem.kind !== 'CJSResolvesToESM')
    .filter((problem) => !('resolutionKind' in problem && problem.resolutionKind === 'node10'))
    .map((problem) => JSON.stringify(problem))
}

async function problemsOf(tarball: Buffer): Promise<string[]> {
  const contents = createPackageFromTarballData(tarball)
  const manifest = JSON.parse(contents.readFile(`/node_modules/${contents.packageName}/package.json`)) as Manifest
  const bytes = new Uint8Array(tarball).buffer
  const { messages, pkg } = await publint({ pack: { tarball: bytes }, strict: true })
  return [
    ...messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code),
    ...wrongFiles(contents).map((path) => `${path} does not belong into the tarball`),
    ...workspaceDependencies(manifest).map((name) => `${name} cannot be installed from "workspace:"`),
    ...(await typeProblems(contents)),
  ]
}

const scratch = mkdtempSync(join(tmpdir(), 'trimtab-pack-'))
try {
  for (const folder of publishedFolders()) {
    const tarball = pack(folder, scratch)
    const problems = await problemsOf(tarball)
    console.log(`${folder}: ${(tarball.byteLength / 1024).toFixed(1)} kB packed`)
    for (const problem of problems) console.error(`${folder}: ${problem}`)
    if (problems.length > 0) process.exitCode = 1
  }
} finally {
  rmSync(scratch, { recursive: true })
}
