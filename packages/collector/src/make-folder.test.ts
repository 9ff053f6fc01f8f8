import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

test('a folder is made with everything above it, and again without complaint', () => {
  const root = mkdtempSync(join(tmpdir(), 'trimtab-folder-'))
  const folder = join(root, 'a', 'b', 'c')
  makeFolder(folder)
  makeFolder(folder)
  expect(existsSync(folder)).toBe(true)
  rmSync(root, { recursive: true })
})

test('where nothing can be made it fails instead of trying for ever', () => {
  // ENOENT on Linux; where there is no /proc, whatever keeps a user from making one.
  expect(() => makeFolder('/proc/nothing/here')).toThrow(/^E[A-Z]+: /)
})
