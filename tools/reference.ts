// `pnpm docs:reference`: writes the generated pages of the documentation from the built packages.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { writePages } from './reference/pages.ts'

const root = join(import.meta.dirname, '..')

for (const [path, text] of Object.entries(writePages())) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  console.log(path)
}
