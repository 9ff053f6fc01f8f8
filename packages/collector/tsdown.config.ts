// One file to run, beside what it serves and what its database starts from.
import type { UserConfig } from 'tsdown'

const config: UserConfig = {
  entry: ['src/cli.ts'],
  format: 'esm',
  platform: 'node',
  fixedExtension: false,
  dts: false,
  copy: [
    { from: 'src/store/sqlite/migrations', to: 'dist' },
    { from: '../dashboard/dist', to: 'dist', rename: 'dashboard' },
  ],
}

export default config
