// Two entry points, and types that need nothing beside this package but the OpenTelemetry API.
import type { UserConfig } from 'tsdown'

const config: UserConfig = {
  entry: ['src/index.ts', 'src/browser.ts'],
  format: 'esm',
  platform: 'node',
  target: 'node20',
  fixedExtension: false,
  dts: true,
  // The contract is not published: its names and shapes become part of this package, types included.
  deps: { alwaysBundle: ['@trimtab/contract'], onlyImport: ['@opentelemetry/api'] },
}

export default config
