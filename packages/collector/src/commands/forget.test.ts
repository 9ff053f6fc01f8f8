import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ForgetReport } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow } from '../fixtures/predictions.ts'
import { openStore } from '../open-store.ts'
import { forgetCommand } from './forget.ts'

let data: string
let printed: string[]

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'trimtab-forget-'))
  printed = []
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text))
  const store = openStore(data)
  await store.rows.add(
    makeBatch({
      predictions: [makeRow(1, { user: 'ann' }), makeRow(2, { user: 'ann' }), makeRow(3, { user: 'ben' })],
      feedback: [makeFeedback('f-1', { prediction: makeFacts(1).id })],
    }),
  )
  store.close()
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(data, { recursive: true })
})

async function forget(...parameters: string[]): Promise<string> {
  printed = []
  const command = forgetCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
  await command.parseAsync([...parameters, '--data', data], { from: 'user' })
  return printed.join('\n')
}

async function usersLeft(): Promise<(string | null)[]> {
  const store = openStore(data)
  const page = await store.rows.predictions({ limit: 100 })
  store.close()
  return (page?.predictions ?? []).map(({ user }) => user)
}

describe('forgetting', () => {
  it('says what is gone, and what it cannot reach', async () => {
    expect(await forget('--user', 'ann', '--yes')).toMatch(
      /^Of ann nothing is stored any more: 2 predictions, \d+ texts? and 1 piece of feedback are gone\.\nBackups made before/,
    )
    expect(await usersLeft()).toEqual(['ben'])
  })

  it('tells a script the report', async () => {
    expect(JSON.parse(await forget('--user', 'ann', '--yes', '--json')) as ForgetReport).toMatchObject({
      user: 'ann',
      predictions: 2,
      feedback: 1,
      datasetVersions: [],
      exported: [],
    })
  })

  it('asks first, and where nobody can be asked it changes nothing', async () => {
    await expect(forget('--user', 'ann')).rejects.toThrow('say --yes where nobody can be asked')
    expect(await usersLeft()).toEqual(['ben', 'ann', 'ann'])
  })

  it('of somebody unknown is refused in a sentence', async () => {
    await expect(forget('--user', 'zoe', '--yes')).rejects.toThrow('Nothing is stored of zoe.')
    await expect(forget('--yes')).rejects.toThrow('--user')
    await expect(forget('--user', '', '--yes')).rejects.toThrow('It must name somebody.')
    expect(await usersLeft()).toHaveLength(3)
  })
})
