// Type-checks every TypeScript project of the repository: the root's own files and each package and example.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { workspaceFolders } from './workspace.ts'

/** Who the bench compares with is checked where they are installed; the bench itself is everywhere. */
const bench = ['bench', ...(existsSync(join('bench', 'node_modules')) ? [join('bench', 'contestants')] : [])]

for (const folder of ['.', ...workspaceFolders(), ...bench]) {
  const project = join(folder, 'tsconfig.json')
  if (!existsSync(project)) {
    // An example in plain JavaScript has nothing to check.
    if (globSync(`${folder}/**/*.{ts,tsx}`, { exclude: ['**/node_modules/**'] }).length === 0) continue
    console.error(`${folder} has no tsconfig.json, so nothing checks its types`)
    process.exitCode = 1
    continue
  }
  if (spawnSync('tsc', ['--project', project], { stdio: 'inherit' }).status !== 0) process.exitCode = 1
}
