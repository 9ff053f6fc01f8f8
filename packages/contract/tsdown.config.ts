// The package as it is published: names and shapes, and the schemas under an entry point of their own.
import type { UserConfig } from 'tsdown'

const config: UserConfig = {
  entry: ['src/index.ts', 'src/schemas.ts'],
  format: 'esm',
  platform: 'neutral',
  fixedExtension: false,
  dts: true,
}

export default config
