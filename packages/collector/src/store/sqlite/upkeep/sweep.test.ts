import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeBatch, makeFacts, makeRow, START } from '../../../fixtures/predictions.ts'
import type { Store } from '../../store.ts'
import { makeFolder, openStoreAt } from '../fixtures/open-store.ts'

const MINUTE_MS = 60_000

let folder: string
let nowMs: number
let store: Store

beforeEach(() => {
  folder = makeFolder()
  nowMs = START
  store = openStoreAt(folder, { clock: () => nowMs })
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

const rowOf = (number: number, task: string) => {
  const messages = ['Hello', `asked ${number}`].map((text) => ({
    role: 'user' as const,
    parts: [{ type: 'text' as const, text }],
  }))
  return makeRow(number, { task, user: task, input: { ...makeFacts(number).input, messages } })
}

async function removeTask(task: string): Promise<void> {
  const rules = [{ task, days: 0, contentDays: null, predictionsMax: null }]
  const step = { rules, bytesMax: null, nowMs: START + 86_400_000, budgetMs: 50, pinned: async () => new Set<string>() }
  while ((await store.rows.removeOld(step)).isMore);
}

async function catchUp(): Promise<void> {
  while (await store.rows.catchUp(50));
}

function countAsked(): number {
  const client = new Database(join(folder, 'trimtab.db'), { readonly: true })
  const asked = client.prepare<[], number>("SELECT count(*) FROM content WHERE body LIKE '%asked%'").pluck().get()
  client.close()
  return asked ?? 0
}

describe('texts of predictions that retention removed', () => {
  it('are gone a few minutes after something last arrived, also those of today, and until then are told of', async () => {
    await store.rows.add(makeBatch({ predictions: [rowOf(1, 'old'), rowOf(2, 'old')] }))
    await removeTask('old')
    await catchUp()
    expect(countAsked()).toBe(2)
    expect((await store.rows.report()).unswept).toBeGreaterThan(0)
    nowMs += 6 * MINUTE_MS
    await catchUp()
    expect(countAsked()).toBe(0)
    expect((await store.rows.report()).unswept).toBe(0)
    await store.rows.add(makeBatch({ predictions: [rowOf(3, 'new')] }))
    expect((await store.rows.prediction(rowOf(3, 'new').facts.id))?.input).toEqual(rowOf(3, 'new').facts.input)
  })

  it('are not looked for while something arrives', async () => {
    await store.rows.add(makeBatch({ predictions: [rowOf(1, 'old')] }))
    await removeTask('old')
    for (let number = 2; number < 8; number += 1) {
      nowMs += 3 * MINUTE_MS
      await store.rows.add(makeBatch({ predictions: [rowOf(number, 'new')] }))
      await catchUp()
    }
    expect(countAsked()).toBe(7)
  })

  it('are gone at once where their person is forgotten', async () => {
    await store.rows.add(makeBatch({ predictions: [rowOf(1, 'old')] }))
    await removeTask('old')
    expect(await store.rows.forget('old')).toMatchObject({ predictions: [] })
    expect(countAsked()).toBe(0)
  })
})
