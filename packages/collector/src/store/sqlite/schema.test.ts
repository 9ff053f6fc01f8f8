import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const packageFolder = join(import.meta.dirname, '..', '..', '..')

test('the migrations say all that the schema says', () => {
  // Inside the package, where drizzle-kit wants its output to be.
  const out = mkdtempSync(join(packageFolder, 'dist', 'migrations-'))
  try {
    cpSync(join(import.meta.dirname, 'migrations'), out, { recursive: true })
    const before = readdirSync(out)
    const parameters = ['generate', '--dialect=sqlite', '--schema=./src/store/sqlite/schema.ts', `--out=${out}`]
    const { status, stdout } = spawnSync(join(packageFolder, 'node_modules', '.bin', 'drizzle-kit'), parameters, {
      cwd: packageFolder,
      encoding: 'utf8',
    })
    expect([status, readdirSync(out)], stdout).toEqual([0, before])
  } finally {
    rmSync(out, { recursive: true })
  }
})
