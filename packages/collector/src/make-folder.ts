// Makes a folder and whatever is missing above it.
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** Not `mkdirSync` with `recursive: true`, which loops for ever below /proc (seen with Node 24.21). */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}
