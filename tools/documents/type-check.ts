// Type-checks the TypeScript that the documents show, against the packages as they were built. Every block is a module
// of its own, so that a reader can copy it.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Fence, root } from './documents.ts'

/** Inside the checkout, so that the blocks find the packages; ignored by git. */
const scratch = join(root, '.documented')

const VENDORS = ['openai', '@anthropic-ai/sdk', 'ai', '@ai-sdk/openai']

/** What the compiler says, with each block named as its document and line. */
export function typeErrors(fences: Fence[]): string[] {
  if (fences.length === 0) return []
  mkdirSync(scratch, { recursive: true })
  const folder = mkdtempSync(join(scratch, 'blocks-'))
  try {
    for (const fence of fences) writeFileSync(join(folder, `${nameOf(fence)}.ts`), `${fence.text}\nexport {}\n`)
    const compilerOptions = {
      types: ['node'],
      lib: ['es2023', 'dom'],
      // The packages of others that the documents speak of are the SDK's, which is tested with them.
      paths: Object.fromEntries(VENDORS.map((name) => [name, [`../../packages/sdk/node_modules/${name}`]])),
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
