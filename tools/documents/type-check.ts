// Type-checks the TypeScript that the documents show, against the packages as they were built. Every block is a module
// of its own, so that a reader can copy it.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Fence, root } from './documents.ts'

/** Inside the checkout, so that the blocks find the packages; ignored by git. */
const scratch = join(root, '.documented')

/** The packages of others that the documents speak of; the SDK is tested with them. */
const VENDORS = ['openai', '@anthropic-ai/sdk', 'ai', '@ai-sdk/openai']

/** What the compiler says, with each block named as its document and line. */
export function typeErrors(fences: Fence[]): string[] {
  if (fences.length === 0) return []
  mkdirSync(scratch, { recursive: true })
  const folder = mkdtempSync(join(scratch, 'blocks-'))
  try {
    for (const fence of fences) writeFileSync(join(folder, `${nameOf(fence)}.ts`), `${fence.text}\nexport {}\n`)
    for (const name of VENDORS) {
      const link = join(folder, 'node_modules', name)
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(join(root, 'packages', 'sdk', 'node_modules', name), link)
    }
    const compilerOptions = {
      types: ['node'],
      lib: ['es2023', 'dom'],
      noUnusedLocals: false,
      noUnusedParameters: false,
    }
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../../tsconfig.base.json', include: ['*.ts'], compilerOptions }),
    )
    const { stdout } = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), ['--project', folder], {
      cwd: root,
      encoding: 'utf8',
    })
    return stdout.split('\n').filter((line) => line.trim() !== '')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function nameOf({ document, line }: Fence): string {
  return `${document.replaceAll(/[^\w]+/g, '-')}-line-${line}`
}
