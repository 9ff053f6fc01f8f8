// Who may import whom, types included. `tools/layers.test.ts` proves that every rule here bites.
// The picture of it is in ARCHITECTURE.md.

const collector = '^packages/collector/src'
const dashboard = '^packages/dashboard/src'
const sdk = '^packages/sdk/src'
/** The part of the contract that checks. */
const checked = '^packages/contract/src/(schemas\\.ts$|schemas/|endpoints?\\.ts$|endpoints/)'
const test = '\\.(test|test-d|suite)\\.tsx?$|/fixtures/'

const { collectorFolders, dashboardFolders, pureFolders, sdkFolders } = require('./tools/layers/folders.cjs')

/** A folder of the SDK that nobody has given its suppliers. */
const sdkUnlisted = { path: `${sdk}/[^/]+/`, pathNot: `${test}|${sdk}/(${Object.keys(sdkFolders).join('|')})/` }

/** A folder of the collector that nobody has given its suppliers; the last two may see all the others. */
const collectorUnlisted = {
  path: `${collector}/[^/]+/`,
  pathNot: `${test}|${collector}/(${[...Object.keys(collectorFolders), 'api', 'commands'].join('|')})/`,
}

function forbid(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to }
}

function folderRules(source, folders, alsoAllowed) {
  return Object.entries(folders).map(([folder, others]) =>
    forbid(
      `${source.split('/')[1]}-${folder}-sees-only-its-suppliers`,
      `${folder} may import ${others.length === 0 ? 'no sibling' : others.join(', ')}`,
      { path: `${source}/${folder}/`, pathNot: test },
      { path: `${source}/`, pathNot: `${source}/(${[folder, ...others].join('|')})/${alsoAllowed}` },
    ),
  )
}

module.exports = {
  forbidden: [
    forbid('no-cycles', 'A cycle, of types too, means two files are one idea', {}, { circular: true }),
    forbid(
      'no-orphans',
      'A file that nothing imports and that imports nothing is dead',
      {
        orphan: true,
        path: '^(packages|tools|end-to-end|examples)/',
        pathNot: '\\.(d\\.ts|cjs)$|\\.config\\.ts$|/fixtures/',
      },
      {},
    ),
    forbid(
      'no-unresolvable',
      'What is imported must be there and be declared by the package that imports it',
      { path: '^(packages|tools|end-to-end|examples)/' },
      // What starts with a slash is an address that a page loads.
      { couldNotResolve: true, pathNot: '^/' },
    ),
    forbid(
      'tests-only-from-tests',
      'What ships never imports a test, a suite, a fixture or a test library',
      { path: '^packages/[^/]+/src/', pathNot: test },
      { path: `${test}|node_modules/(vitest|fast-check|playwright-core|axe-core)/` },
    ),

    forbid(
      'packages-meet-only-in-the-contract',
      'sdk, collector and dashboard never import each other; another package is its entry points, never its files',
      { path: '^packages/([^/]+)/src/', pathNot: test },
      { path: '^packages/', pathNot: '^packages/($1/|contract/dist/)' },
    ),
    forbid(
      'contract-imports-nothing',
      'Names and shapes depend on no library; only the schemas and the table of endpoints know zod',
      { path: '^packages/contract/src/', pathNot: `${test}|${checked}` },
      { pathNot: '^packages/contract/src/' },
    ),
    forbid(
      'contract-names-know-no-schema',
      'Whoever needs the names alone must not load what checks them',
      { path: '^packages/contract/src/', pathNot: `${test}|${checked}` },
      { path: checked },
    ),
    forbid(
      'contract-schemas-know-only-zod',
      'The schemas are checked by zod and by nothing else',
      { path: checked },
      { pathNot: '^packages/contract/src/|node_modules/zod/' },
    ),
    forbid(
      'only-the-collector-validates',
      'The SDK and the dashboard carry no validator: it weighs more than all of the SDK',
      { path: `${sdk}/|${dashboard}/`, pathNot: test },
      { path: '^packages/contract/dist/(schemas|endpoints)|node_modules/zod/' },
    ),
    forbid(
      'browser-code-knows-no-node',
      'The contract, the dashboard and the browser entry run where there are no Node built-ins',
      {
        path: `^packages/contract/src/|${dashboard}/|${sdk}/(browser|feedback/browser-transport)\\.ts$`,
        pathNot: test,
      },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'only-the-node-side-knows-node',
      'What is not behind the platform runs in Bun, Deno and at the edge as well',
      { path: `${sdk}/`, pathNot: `${test}|${sdk}/(platform/node/|(on-node|node|register)\\.ts$)` },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'only-node-entries-meet-the-node-side',
      'The platform is handed in by the entry point, so that the others carry nothing of it',
      { path: `${sdk}/`, pathNot: `${test}|${sdk}/(platform/node/|(on-node|node|register)\\.ts$)` },
      { path: `${sdk}/platform/node/` },
    ),
    forbid(
      'browser-entry-is-bare',
      'The browser entry of the SDK reaches no OpenTelemetry, no telemetry of ours and nothing that signs',
      { path: `${sdk}/(browser|element)\\.ts$` },
      {
        path: `node_modules/@opentelemetry/|${sdk}/(prediction|telemetry|privacy|calls|monitor|clients|host)/`,
        reachable: true,
      },
    ),
    forbid(
      'sdk-clients-import-no-vendor-sdk',
      'A wrapped client is known by its shape, so that every version of it fits',
      { path: `${sdk}/`, pathNot: test },
      { path: 'node_modules/(openai|ai|@anthropic-ai|@ai-sdk)/' },
    ),

    ...folderRules(sdk, sdkFolders, `|${sdk}/(base64|clock|errors)\\.ts$`),
    forbid('sdk-folders-are-listed', 'A folder of the SDK says above whom it may import', sdkUnlisted, {}),
    forbid('sdk-folders-are-listed-before-use', 'Even a folder that imports nothing is listed', {}, sdkUnlisted),

    ...folderRules(
      collector,
      collectorFolders,
      `|${collector}/(clock|cloneable-error|make-folder|refusal|schema-issue)\\.ts$`,
    ),
    forbid(
      'collector-folders-are-listed',
      'A folder of the collector says above whom it may import',
      collectorUnlisted,
      {},
    ),
    forbid(
      'collector-folders-are-listed-before-use',
      'Even a folder that imports nothing is listed',
      {},
      collectorUnlisted,
    ),
    forbid(
      'pure-folders',
      `${pureFolders.join(', ')} import nothing of ours, not even the contract`,
      { path: `${collector}/(${pureFolders.join('|')})/`, pathNot: test },
      { path: `^packages/contract/|${collector}/[^/]+\\.ts$` },
    ),
    forbid(
      'engines-see-only-the-port',
      'A store engine knows the port and its own folder, so that a second engine is one more folder',
      { path: `${collector}/store/([^/]+)/`, pathNot: test },
      { path: `${collector}/store/[^/]+/`, pathNot: `${collector}/store/$1/` },
    ),
    forbid(
      'only-the-root-picks-an-engine',
      'Everyone else speaks to the store through its port',
      { path: `${collector}/`, pathNot: `${test}|${collector}/(open-store\\.ts$|store/)` },
      { path: `${collector}/store/[^/]+/` },
    ),
    forbid(
      'the-port-knows-no-engine',
      'The port is what engines meet; it must not lean on one of them',
      { path: `${collector}/store/[^/]+\\.ts$`, pathNot: test },
      { path: `${collector}/store/[^/]+/` },
    ),
    forbid(
      'only-store-knows-sqlite',
      'SQL and its driver stay in one folder',
      { path: '^packages/', pathNot: `${collector}/store/sqlite/` },
      { path: '^(node:)?sqlite$|node_modules/(@types/)?(better-sqlite3|drizzle-orm)/' },
    ),
    forbid(
      'only-api-knows-hono',
      'Domain code is free of HTTP',
      { path: '^packages/', pathNot: `${collector}/api/` },
      { path: 'node_modules/(hono|@hono)/' },
    ),
    forbid(
      'nobody-imports-api',
      'HTTP is the last layer; only the composition root puts it on top',
      { path: '^packages/', pathNot: `${test}|${collector}/(api/|collector\\.ts$)` },
      { path: `${collector}/api/` },
    ),
    forbid(
      'only-the-command-builds-a-collector',
      'The composition root is called by the command and by tests',
      { path: `${collector}/`, pathNot: `${test}|${collector}/(main\\.ts$|commands/)` },
      { path: `${collector}/collector\\.ts$` },
    ),
    forbid(
      'only-the-command-meets-the-process',
      'Arguments, child processes and terminals are for main.ts and commands/',
      { path: `${collector}/`, pathNot: `${test}|${collector}/(cli|main)\\.ts$|${collector}/commands/` },
      {
        path: `^(node:)?(process|child_process|cluster|readline)$|node_modules/commander/|${collector}/((cli|main)\\.ts$|commands/)`,
      },
    ),

    ...folderRules(dashboard, dashboardFolders, ''),
    forbid(
      'screens-are-islands',
      'A screen never imports another screen',
      { path: `${dashboard}/screens/([^/]+)/`, pathNot: test },
      { path: `${dashboard}/screens/`, pathNot: `${dashboard}/screens/$1/` },
    ),
    forbid(
      'only-the-app-shows-screens',
      'The frame picks the screen; nothing below it knows one',
      { path: `${dashboard}/`, pathNot: `${test}|${dashboard}/(app\\.tsx$|main\\.tsx$|screens/)` },
      { path: `${dashboard}/screens/` },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules|^packages/[^/]+/dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    builtInModules: { add: ['node:sqlite'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts', '.json'],
    },
  },
}
