// The folders and manifests of the workspace, as pnpm-workspace.yaml spans it.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

export interface Manifest {
  name: string
  version: string
  private?: boolean
  dependencies?: { [name: string]: string }
  optionalDependencies?: { [name: string]: string }
  peerDependencies?: { [name: string]: string }
}

/** Relative to the root, in a stable order. */
export function workspaceFolders(): string[] {
  return globSync('{packages,examples}/*/package.json', { cwd: root })
    .map((path) => dirname(path))
    .toSorted()
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest
}

/** What is published: everything that is not private. */
export function publishedFolders(): string[] {
  return workspaceFolders().filter((folder) => readManifest(folder).private !== true)
}
