// A short run of the fuzzer, with another seed each time; `npm run fuzz` is the long one.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root, run } from './processes.ts'

const SECONDS = 20
const TIMEOUT_MS = 90_000

it(
  'whatever is sent, the collector answers it well-formed, in time and within its memory, and meets no defect',
  async () => {
    const parameters = ['--seconds', String(SECONDS), '--inputs', '1000000']
    const { exitCode, stdout, stderr } = await run({ script: join(root, 'tools', 'fuzz.ts'), parameters })
    const [seed, ...rest] = stdout.split('\n')
    console.log(`fuzz: ${seed}`)
    expect({ exitCode, stderr, said: rest.join('\n') }).toMatchObject({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/inputs in \d+ s, 0 broke a law/)
  },
  TIMEOUT_MS,
)
