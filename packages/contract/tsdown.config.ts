// The package as it is published: names and shapes, the schemas and the table of the HTTP
// interface under entry points of their own, and so drift.
import type { UserConfig } from 'tsdown'

const config: UserConfig = {
  entry: ['src/index.ts', 'src/schemas.ts', 'src/endpoints.ts', 'src/drift.ts'],
  format: 'esm',
  platform: 'neutral',
  fixedExtension: false,
  dts: true,
}

export default config
