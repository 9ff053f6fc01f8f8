#!/usr/bin/env node
// The `trimtab` command. It asks for the Node version before it loads anything that an old Node could not survive.
import { refuseOldNode } from './node-floor.ts'

const refusal = refuseOldNode(process.versions.node)
if (refusal === null) {
  const { main } = await import('./main.ts')
  await main(process.argv)
} else {
  process.stderr.write(`${refusal}\n`)
  process.exitCode = 1
}
