import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createJobModel, jobMoves, runMove } from '../fixtures/job-model.ts'
import type { Store } from '../store.ts'
import { makeFolder, openStoreAt } from './fixtures/open-store.ts'

const CLAIM_JOBS = fileURLToPath(new URL('./fixtures/claim-jobs.ts', import.meta.url))
const AT = '2026-11-21T10:00:00.000Z'

let folder: string
let stores: [Store, Store]

beforeEach(() => {
  folder = makeFolder()
  stores = [openStoreAt(folder), openStoreAt(folder)]
})
afterEach(() => {
  for (const { close } of stores) close()
  rmSync(folder, { recursive: true })
})

describe('two connections to one database', () => {
  it('do together as the model does, whoever of them is asked', async () => {
    let round = 0
    await fc.assert(
      fc.asyncProperty(jobMoves, fc.infiniteStream(fc.nat(1)), async (moves, whose) => {
        round += 1
        const model = createJobModel(`round ${round} `)
        const ask = whose[Symbol.iterator]()
        for (const move of moves) {
          const { expected, found } = await runMove(stores[ask.next().value === 0 ? 0 : 1].state, model, move)
          expect(found).toEqual(expected)
        }
        for (const { id } of model.jobs()) await stores[0].state.cancelJob(id, AT)
      }),
      { numRuns: 40 },
    )
  })
})

describe('processes that ask at once', () => {
  it('have each job once', { timeout: 60_000 }, async () => {
    const [{ state }] = stores
    const ids = Array.from({ length: 80 }, (_, index) => `job ${index}`)
    for (const id of ids) await state.addJob({ id, kind: 'forget', request: {}, createdAt: AT })
    const holders = ['one', 'two'].map((holder) =>
      spawn(process.execPath, [CLAIM_JOBS, folder, holder], { stdio: ['pipe', 'pipe', 'inherit'] }),
    )
    await Promise.all(holders.map(({ stdout }) => once(stdout, 'data')))
    const printed = holders.map(({ stdout }) => text(stdout))
    for (const { stdin } of holders) stdin.end()
    const taken = (await Promise.all(printed)).map((each) => JSON.parse(each) as string[])
    expect(taken.flat().toSorted()).toEqual(ids.toSorted())
  })
})

describe('what was asked of a job', () => {
  it.each(['done', 'cancelled'])('is nowhere on the disk once it is %s: it may name a person', async (ending) => {
    const [{ state }] = stores
    await state.addJob({ id: 'a', kind: 'forget', request: { user: 'u-secret' }, createdAt: AT })
    await state.claimJob({ holder: 'one', now: AT, heardBefore: AT })
    if (ending === 'cancelled') await state.cancelJob('a', AT)
    else await state.endJob({ id: 'a', holder: 'one', now: AT, state: 'done', result: {} })
    for (const { close } of stores) close()
    for (const file of readdirSync(folder)) expect(readFileSync(join(folder, file)).includes('u-secret')).toBe(false)
    stores = [openStoreAt(folder), openStoreAt(folder)]
    expect(await stores[0].state.job('a')).toMatchObject({ state: ending })
  })
})
