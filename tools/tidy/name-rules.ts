// What files and folders may be called.
import { basename, dirname } from 'node:path'
import type { RepositoryFile } from './tree.ts'

/** Names that say nothing about what is inside, so that anything ends up inside. */
const BANNED = new Set(
  'utils util helpers helper common shared misc lib core manager managers service services types constants index'.split(
    ' ',
  ),
)

/** The one file each published entry point may call index. */
const ENTRY_POINT = /^packages\/[^/]+\/(src\/index\.ts|index\.html)$|^examples\/[^/]+\/index\.(ts|html)$/

/** Names that tools and readers look for, spelled as they expect it. */
const CUSTOMARY = /^(README|ARCHITECTURE|CONTRIBUTING|SECURITY|CODE_OF_CONDUCT|LICENSE|CHANGELOG)(\.md)?$/

export function bannedNames({ path }: RepositoryFile): string[] {
  if (ENTRY_POINT.test(path)) return []
  return path.split('/').filter((part) => BANNED.has(part.split('.')[0] ?? ''))
}

export function namesNotInKebabCase({ path }: RepositoryFile): string[] {
  return path.split('/').filter((part) => !CUSTOMARY.test(part) && !/^\.?[a-z0-9]+([-.][a-z0-9]+)*$/.test(part))
}

/** A test stands beside what it tests, except where it tests the house or the whole. */
export function testsWithoutSubject(files: RepositoryFile[]): string[] {
  const paths = new Set(files.map((file) => file.path))
  return files
    .map((file) => file.path)
    .filter((path) => /^packages\/.*\.test\.tsx?$/.test(path))
    .filter((path) => {
      const subject = `${dirname(path)}/${basename(path).replace(/\.test\.tsx?$/, '')}`
      return !['ts', 'tsx', 'suite.ts', 'css'].some((extension) => paths.has(`${subject}.${extension}`))
    })
}
