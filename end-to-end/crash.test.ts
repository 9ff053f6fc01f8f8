// A collector that is ended under load keeps what it acknowledged. `npm run bench -- crash` does the same for longer.
import { afterAll, describe, expect, it } from 'vitest'
import { isWhole } from '../bench/crash/check.ts'
import { fillDisk, startReadOnly } from '../bench/crash/disk.ts'
import { runRound } from '../bench/crash/rounds.ts'

const KILLS = 4
const AFTER_MS_MAX = 700

/** Whoever sees it fail can do the same again. */
const seed = Date.now() % 100_000
const runs: number[] = []

afterAll(() => console.log(`crash: the seed was ${seed}`))

/** A time before now that no other round has. */
function nextRun(): number {
  const run = Date.now() - 60_000 - runs.length
  runs.push(run)
  return run
}

describe('a collector under load', () => {
  it.each(Array.from({ length: KILLS }, (_, round) => 20 + ((seed + round * 997) % AFTER_MS_MAX)))(
    'killed after %i ms has lost nothing that it acknowledged, and stored nothing twice',
    async (afterMs) => {
      const findings = await runRound({ signal: 'SIGKILL', afterMs, run: nextRun() })
      expect(findings).toMatchObject({ missing: 0, twice: 0, integrity: 'ok', exitCode: null })
    },
  )

  it('told to stop ends with 0 and has lost nothing', async () => {
    const findings = await runRound({ signal: 'SIGTERM', afterMs: 300, run: nextRun() })
    expect(findings).toMatchObject({ missing: 0, twice: 0, integrity: 'ok', exitCode: 0 })
    expect(findings.predictions).toBeGreaterThan(0)
  })

  it('refuses when the disk is full, and goes on when it is not', async ({ skip }) => {
    const findings = await fillDisk(nextRun())
    if (findings === null) return skip('this account may not mount a small disk')
    expect(isWhole(findings)).toBe(true)
    expect(findings.refused).toBeGreaterThan(0)
    expect(findings.exitCode).toBe(0)
  })

  it('does not start in a folder that may not be written, and says so in one sentence', async ({ skip }) => {
    const said = await startReadOnly()
    if (said === null) return skip('this account may not mount a small disk')
    expect(said).toMatch(/^trimtab: The folder FOLDER cannot be written: [a-z ]+\. Choose another with --data\.$/)
  })
})
