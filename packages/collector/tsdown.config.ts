// What runs, beside what it serves and what its database starts from: the command, and the thread it starts.
import type { UserConfig } from 'tsdown'

const config: UserConfig = {
  entry: {
    cli: 'src/cli.ts',
    'writer-thread': 'src/writer-thread.ts',
    'reader-thread': 'src/reader-thread.ts',
    'jobs-thread': 'src/jobs-thread.ts',
  },
  format: 'esm',
  platform: 'node',
  fixedExtension: false,
  dts: false,
  deps: {
    // Node reads its package.json, of 180 kB, again for each of its modules: 0.36 s and 206 MB, in each thread.
    alwaysBundle: [/^drizzle-orm(\/|$)/],
  },
  copy: [
    { from: 'src/store/sqlite/migrations', to: 'dist' },
    { from: '../dashboard/dist', to: 'dist', rename: 'dashboard' },
  ],
}

export default config
