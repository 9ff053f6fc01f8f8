// The entry points, and types that need nothing beside this package but the OpenTelemetry API. They are built apart, so
// that those for a page are one file each, which it can be served as it is, without a bundler.
import type { UserConfig } from 'tsdown'

function build(entry: string, platform: 'node' | 'browser'): UserConfig {
  return {
    entry: [entry],
    format: 'esm',
    platform,
    target: platform === 'node' ? 'node20' : 'es2022',
    fixedExtension: false,
    dts: true,
    clean: false,
    // The contract is not published: its names and shapes become part of this package, types included.
    deps: {
      alwaysBundle: ['@trimtab/contract', 'fastest-levenshtein', '@noble/hashes'],
      onlyImport: ['@opentelemetry/api'],
    },
  }
}

const config: UserConfig[] = [
  { ...build('src/index.ts', 'browser'), clean: true },
  // What they share with each other is in a file of its own; the types of the first are those of index.ts.
  {
    ...build('src/on-node.ts', 'node'),
    entry: ['src/on-node.ts', 'src/node.ts', 'src/register.ts'],
    dts: { entry: ['src/node.ts', 'src/register.ts'] },
  },
  build('src/browser.ts', 'browser'),
  build('src/element.ts', 'browser'),
]

export default config
