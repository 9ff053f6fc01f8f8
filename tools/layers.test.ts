// Proves that every rule of .dependency-cruiser.cjs bites: one small tree that breaks each of them once, cruised once.
// A rule that nothing breaks here would be a wish.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: NonNullable<IFlattenedRuleSet['forbidden']>
  options: object
}

/** One import, `from` a file `to` a module as it is spelled there, that breaks the rule named before it. */
const offences: { [rule: string]: { from: string; to: string } } = {
  'no-cycles': { from: 'packages/sdk/src/egg.ts', to: './hen.ts' },
  'no-orphans': { from: 'packages/sdk/src/alone.ts', to: '' },
  'no-unresolvable': { from: 'packages/sdk/src/lost.ts', to: './nowhere.ts' },
  'tests-only-from-tests': { from: 'packages/sdk/src/shipped.ts', to: 'vitest' },
  'packages-meet-only-in-the-contract': { from: 'packages/sdk/src/nosy.ts', to: '../../collector/src/clock.ts' },
  'contract-imports-nothing': { from: 'packages/contract/src/problem.ts', to: 'zod' },
  'contract-names-know-no-schema': { from: 'packages/contract/src/advice.ts', to: './endpoints.ts' },
  'contract-schemas-know-only-zod': { from: 'packages/contract/src/schemas.ts', to: 'hono' },
  'only-the-collector-validates': { from: 'packages/dashboard/src/form.ts', to: 'zod' },
  'browser-code-knows-no-node': { from: 'packages/dashboard/src/disk.ts', to: 'node:fs' },
  'only-the-node-side-knows-node': { from: 'packages/sdk/src/calls/disk.ts', to: 'node:fs' },
  'only-node-entries-meet-the-node-side': {
    from: 'packages/sdk/src/telemetry/machine.ts',
    to: '../platform/node/machine.ts',
  },
  'browser-entry-is-bare': { from: 'packages/sdk/src/browser.ts', to: './telemetry/span.ts' },
  'sdk-clients-import-no-vendor-sdk': { from: 'packages/sdk/src/clients/openai.ts', to: 'openai' },
  'collector-folders-are-listed': { from: 'packages/collector/src/attic/box.ts', to: '../hen.ts' },
  'collector-folders-are-listed-before-use': { from: 'packages/collector/src/house.ts', to: './attic/chest.ts' },
  'sdk-folders-are-listed': { from: 'packages/sdk/src/attic/box.ts', to: '../hen.ts' },
  'sdk-folders-are-listed-before-use': { from: 'packages/sdk/src/house.ts', to: './attic/chest.ts' },
  'pure-folders': { from: 'packages/collector/src/statistics/mean.ts', to: '../../../contract/dist/index.js' },
  'engines-see-only-the-port': { from: 'packages/collector/src/store/sqlite/rows.ts', to: '../other/rows.ts' },
  'only-the-root-picks-an-engine': { from: 'packages/collector/src/ingest/accept.ts', to: '../store/other/rows.ts' },
  'the-port-knows-no-engine': { from: 'packages/collector/src/store/state.ts', to: './other/rows.ts' },
  'only-store-knows-sqlite': { from: 'packages/collector/src/ingest/queue.ts', to: 'better-sqlite3' },
  'only-api-knows-hono': { from: 'packages/collector/src/reviews/queue.ts', to: 'hono' },
  'nobody-imports-api': { from: 'packages/collector/src/commands/serve.ts', to: '../api/app.ts' },
  'only-the-command-builds-a-collector': { from: 'packages/collector/src/api/health.ts', to: '../collector.ts' },
  'only-the-command-meets-the-process': { from: 'packages/collector/src/jobs/worker.ts', to: 'node:child_process' },
  'screens-are-islands': { from: 'packages/dashboard/src/screens/drift/drift.tsx', to: '../overview/overview.tsx' },
  'only-the-app-shows-screens': {
    from: 'packages/dashboard/src/controls/link.tsx',
    to: '../screens/overview/overview.tsx',
  },
}

/** What no supplier list of a package names. */
const strangers: { [source: string]: string } = {
  collector: '../commands/stranger.ts',
  dashboard: '../screens/stranger/stranger.ts',
  sdk: '../trimtab.ts',
}

/** `collector-drift-sees-only-its-suppliers` is broken by importing a stranger. */
function supplierOffence(rule: string): { from: string; to: string } | undefined {
  const [, source, folder] = /^(collector|dashboard|sdk)-(.+)-sees-only-its-suppliers$/.exec(rule) ?? []
  if (source === undefined || folder === undefined) return undefined
  return { from: `packages/${source}/src/${folder}/greedy.ts`, to: strangers[source] ?? '' }
}

const bystanders = {
  'packages/sdk/src/hen.ts': `import './egg.ts'`,
  'packages/sdk/src/trimtab.ts': '',
  'packages/sdk/src/attic/chest.ts': '',
  'packages/sdk/src/platform/node/machine.ts': '',
  'packages/sdk/src/telemetry/span.ts': `import 'node:fs'`,
  'packages/collector/src/clock.ts': '',
  'packages/collector/src/hen.ts': '',
  'packages/collector/src/attic/chest.ts': '',
  'packages/collector/src/collector.ts': '',
  'packages/collector/src/api/app.ts': '',
  'packages/collector/src/store/other/rows.ts': '',
  'packages/collector/src/commands/stranger.ts': '',
  'packages/contract/dist/index.js': '',
  'packages/contract/src/endpoints.ts': '',
  'packages/dashboard/src/screens/overview/overview.tsx': '',
  'packages/dashboard/src/screens/stranger/stranger.ts': '',
  ...Object.fromEntries(
    ['vitest', 'zod', 'hono', 'openai', 'better-sqlite3'].map((name) => [`node_modules/${name}/index.js`, '']),
  ),
}

const rules = config.forbidden.map((rule) => rule.name ?? 'unnamed')
const folder = mkdtempSync(join(tmpdir(), 'trimtab-layers-'))
let violations: ICruiseResult['summary']['violations'] = []

function write(path: string, text: string): void {
  mkdirSync(join(folder, dirname(path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

beforeAll(async () => {
  for (const [path, text] of Object.entries(bystanders)) write(path, text)
  for (const rule of rules) {
    const offence = offences[rule] ?? supplierOffence(rule)
    if (offence) write(offence.from, offence.to && `import '${offence.to}'`)
  }
  const ruleSet = { forbidden: config.forbidden }
  const result = await cruise(['packages'], { ...config.options, baseDir: folder, validate: true, ruleSet })
  violations = (result.output as ICruiseResult).summary.violations
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('the layer rules', () => {
  it.each(rules)('%s is broken by its offence', (rule) => {
    const offence = offences[rule] ?? supplierOffence(rule)
    const broken = violations.filter((violation) => violation.rule.name === rule).map((violation) => violation.from)
    expect(broken).toContain(offence?.from)
  })
})
