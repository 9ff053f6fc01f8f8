// Every file of the repository that a person wrote: what git knows or would add, without what is generated or recorded.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

export interface RepositoryFile {
  /** Relative to the root, with forward slashes. */
  path: string
  text: string
  lines: string[]
}

const NOT_WRITTEN = /(^|\/)(pnpm-lock\.yaml|LICENSE|CHANGELOG\.md)$|\/(migrations|generated)\/|\/fixtures\/.*\.json$/
const TEXT = new Set(['.ts', '.tsx', '.mjs', '.cjs', '.css', '.html', '.md', '.json', '.jsonc', '.yaml', '.yml', ''])

export function readRepository(): RepositoryFile[] {
  const { stdout } = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  })
  return stdout
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .filter((path) => !NOT_WRITTEN.test(path) && TEXT.has(extname(path)))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, lines: text.split('\n') }
    })
}

export function isTest(file: RepositoryFile): boolean {
  return /\.(test|test-d|suite)\.tsx?$/.test(file.path)
}

export function isSource(file: RepositoryFile): boolean {
  return /\.(ts|tsx|mjs|cjs|css)$/.test(file.path)
}

export function isCode(file: RepositoryFile): boolean {
  return /\.(ts|tsx|mjs|cjs)$/.test(file.path)
}

/** A changeset has the form its tool gives it. */
export function isDocument(file: RepositoryFile): boolean {
  return file.path.endsWith('.md') && !file.path.startsWith('.changeset/')
}
