// What a user downloads, minified and compressed, against a budget each. Raising a budget is a decision, not a repair.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

interface Budget {
  what: string
  kilobytesMax: number
  code: () => Promise<string>
}

/** An entry point as an app would ship it: bundled and minified, without the peer that the app has anyway. */
async function bundle(entry: string): Promise<string> {
  if (!existsSync(entry)) throw new Error(`there is no ${entry}: build first`)
  const build = await rolldown({ input: entry, external: [/^@opentelemetry\//, /^node:/], platform: 'neutral' })
  const { output } = await build.generate({ format: 'esm', minify: true })
  await build.close()
  return output.map((chunk) => (chunk.type === 'chunk' ? chunk.code : '')).join('\n')
}

function together(pattern: string): Promise<string> {
  const files = globSync(pattern)
  if (files.length === 0) throw new Error(`there is no ${pattern}: build first`)
  return Promise.resolve(files.map((path) => readFileSync(path, 'utf8')).join('\n'))
}

const budgets: Budget[] = [
  { what: '@trimtab/sdk/browser', kilobytesMax: 2, code: () => bundle('packages/sdk/dist/browser.js') },
  { what: '@trimtab/sdk/element', kilobytesMax: 5, code: () => bundle('packages/sdk/dist/element.js') },
  // docs/decisions/2026-11-21-one-entry-for-every-client.md
  { what: '@trimtab/sdk', kilobytesMax: 42, code: () => bundle('packages/sdk/dist/index.js') },
  { what: '@trimtab/sdk on Node', kilobytesMax: 42, code: () => bundle('packages/sdk/dist/on-node.js') },
  {
    what: 'all JavaScript of the dashboard',
    kilobytesMax: 150,
    code: () => together('packages/dashboard/dist/**/*.js'),
  },
  { what: 'all styles of the dashboard', kilobytesMax: 20, code: () => together('packages/dashboard/dist/**/*.css') },
]

async function measure({ what, kilobytesMax, code }: Budget): Promise<void> {
  const kilobytes = gzipSync(await code(), { level: 9 }).byteLength / 1000
  const isWithin = kilobytes < kilobytesMax
  console.log(`${isWithin ? 'within' : 'OVER'}  ${what}: ${kilobytes.toFixed(1)} kB of ${kilobytesMax} kB gzip`)
  if (!isWithin) process.exitCode = 1
}

for (const budget of budgets) {
  try {
    await measure(budget)
  } catch (error) {
    console.error(`${budget.what}: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
}
