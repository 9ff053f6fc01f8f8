// Two entry points, and types that need nothing beside this package but the OpenTelemetry API. They are built apart, so
// that the browser's is one file that a page can be served as it is, without a bundler.
import type { UserConfig } from 'tsdown'

function build(entry: string, platform: 'node' | 'browser'): UserConfig {
  return {
    entry: [entry],
    format: 'esm',
    platform,
    target: platform === 'node' ? 'node20' : 'es2022',
    fixedExtension: false,
    dts: true,
    clean: platform === 'node',
    // The contract is not published: its names and shapes become part of this package, types included.
    deps: { alwaysBundle: ['@trimtab/contract', 'fastest-levenshtein'], onlyImport: ['@opentelemetry/api'] },
  }
}

const config: UserConfig[] = [
  build('src/index.ts', 'node'),
  build('src/browser.ts', 'browser'),
  build('src/element.ts', 'browser'),
]

export default config
