// The laws of what people chose to compare with, and of what the reports of whole days found.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenedState } from './fixtures/opened-state.ts'
import { addCells, makeBaseline, makeCell, TASK } from './fixtures/watches.ts'
import type { DriftDay } from './state-watch.ts'
import type { State } from './state.ts'

const BY = { actor: 'k-1', at: '2026-11-21T10:00:00.000Z' }

function makeDay(day: string, task = TASK, qValue = 0.5): DriftDay {
  return { task, day, signals: [{ signal: 'thumbs', aspect: 'values', state: 'stable', estimate: null, qValue }] }
}

/** Opens an empty store each time. */
export function testWatchChosen(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  describe(`a baseline in ${engine}`, () => {
    it('is nobody’s choice at first, then what was chosen last, by task', async () => {
      expect(await state.baseline(TASK)).toBeNull()
      const first = makeBaseline(TASK, { tolerances: { latency: 0.2 }, ignored: ['cost'] })
      const pinned = { kind: 'pinned' as const, from: '2026-11-01T00:00:00.000Z', to: '2026-11-08T00:00:00.000Z' }
      await state.saveBaseline(first, BY)
      expect(await state.baseline(TASK)).toEqual(first)
      await state.saveBaseline(makeBaseline(TASK, { reference: pinned }), BY)
      expect(await state.baseline(TASK)).toEqual(makeBaseline(TASK, { reference: pinned }))
      expect(await state.baseline('other')).toBeNull()
    })

    it('is of a task that nobody watches yet as well, and stays when all is counted anew', async () => {
      await state.saveBaseline(makeBaseline(TASK), BY)
      await addCells(state, [makeCell()])
      await state.unwatch()
      expect(await state.baseline(TASK)).toEqual(makeBaseline(TASK))
    })

    it('that is changed is in the log of changes, and one that is the same is not', async () => {
      await state.saveBaseline(makeBaseline(TASK, { tolerances: { latency: 0.2 } }), BY)
      const later = { ...BY, at: '2026-11-21T11:00:00.000Z' }
      await state.saveBaseline(makeBaseline(TASK, { tolerances: { latency: 0.2 }, changedAt: later.at }), later)
      expect(await state.baseline(TASK)).toMatchObject({ changedAt: BY.at })
      const reference = { kind: 'rolling' as const, days: 7 }
      await state.saveBaseline(makeBaseline(TASK, { reference, segments: ['plan'], ignored: ['cost'] }), later)
      expect(await state.changes(9)).toMatchObject([
        {
          ...later,
          action: 'drift.baseline_changed',
          target: TASK,
          detail: {
            changed: ['reference', 'tolerances', 'segments', 'ignored'],
            reference,
            tolerances: 0,
            segments: 1,
            ignored: 1,
          },
        },
        {
          ...BY,
          action: 'drift.baseline_changed',
          target: TASK,
          detail: { reference: { kind: 'seasonal', weeks: 4 } },
        },
      ])
    })
  })

  describe(`what days found in ${engine}`, () => {
    it('is kept by task and day, as it was found last, and told from the newest on', async () => {
      for (const day of ['2026-11-20', '2026-11-22', '2026-11-21']) await state.saveDriftDay(makeDay(day))
      await state.saveDriftDay(makeDay('2026-11-23', 'other'))
      await state.saveDriftDay(makeDay('2026-11-22', TASK, 0.01))
      expect(await state.driftDays(TASK, 2)).toEqual([makeDay('2026-11-22', TASK, 0.01), makeDay('2026-11-21')])
      expect(await state.driftDays(TASK, 9)).toHaveLength(3)
      expect(await state.driftDays('nobody', 9)).toEqual([])
    })
  })
}
