// The laws of the audit log and of what it tells of, whatever engine keeps the state.
import type { AuditAction, JsonObject } from '@trimtab/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenedState } from './fixtures/opened-state.ts'
import type { NewAuditEntry, State } from './state.ts'

function entryOf(said: Partial<NewAuditEntry> = {}): NewAuditEntry {
  return {
    at: '2026-11-21T10:00:00.000Z',
    actor: 'ops',
    action: 'dataset.built',
    target: 'd-1',
    detail: { rows: 3 },
    ...said,
  }
}

export function testAudit(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  describe(`the audit log in ${engine}`, () => {
    it('is empty at first', async () => {
      expect(await state.changes(10)).toEqual([])
    })

    it('gives back what was recorded, whole, the newest first, whatever the clock said', async () => {
      const entries = [
        entryOf(),
        entryOf({ at: '2020-01-01T00:00:00.000Z', actor: 'half \ud83d of a pair \u0000', target: null, detail: {} }),
        entryOf({ action: 'person.forgotten', detail: { deep: [{ text: '\ud83d', none: null, number: 0.1 }] } }),
      ]
      for (const entry of entries) await state.recordChange(entry)
      const changes = await state.changes(10)
      expect(changes.map(({ sequence: _sequence, ...entry }) => entry)).toEqual(entries.toReversed())
    })

    it('is read page by page from its end, each entry once, while others are added', async () => {
      for (let count = 0; count < 7; count++) await state.recordChange(entryOf({ target: `d-${count}` }))
      const targets: (string | null)[] = []
      let before: number | undefined
      for (;;) {
        const page = await state.changes(3, before)
        if (page.length === 0) break
        targets.push(...page.map(({ target }) => target))
        before = page.at(-1)?.sequence
        await state.recordChange(entryOf({ target: 'new' }))
      }
      expect(targets).toEqual(['d-6', 'd-5', 'd-4', 'd-3', 'd-2', 'd-1', 'd-0'])
    })

    it('gives no sequence twice and none out of order, however many record at once', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.constantFrom<AuditAction>('backup.made', 'prices.changed')), async (actions) => {
          await Promise.all(actions.map((action) => state.recordChange(entryOf({ action }))))
          const sequences = (await state.changes(1_000)).map(({ sequence }) => sequence)
          expect(sequences).toEqual([...new Set(sequences)].toSorted((left, right) => right - left))
        }),
        { numRuns: 10 },
      )
    })

    it('is not changed by whoever holds an entry that was read or recorded', async () => {
      const detail: JsonObject = { rows: 3 }
      await state.recordChange(entryOf({ detail }))
      detail['rows'] = 4
      const [read] = await state.changes(1)
      if (read !== undefined) read.detail['rows'] = 5
      expect(await state.changes(1)).toMatchObject([{ detail: { rows: 3 } }])
    })
  })
}
