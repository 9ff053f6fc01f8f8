// The laws of what stands guard, and of the incidents that come of it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BY, closed, makeAlarm, makeGuard, openAlarms } from './fixtures/alarms.ts'
import type { OpenedState } from './fixtures/opened-state.ts'
import { timeAt } from './fixtures/review-queues.ts'
import { TASK } from './fixtures/watches.ts'
import type { State } from './state.ts'

/** Opens an empty store each time. */
export function testAlarmIncidents(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  const idsOf = async (query: Omit<Parameters<State['alarms']>[0], 'limit'>, limit = 9) =>
    (await state.alarms({ ...query, limit })).map(({ alarm }) => alarm.id)

  describe(`guards in ${engine}`, () => {
    it('are those of the task that were saved last, by signal and aspect, and others of other tasks', async () => {
      expect(await state.guards(TASK)).toEqual([])
      await state.saveGuards('half \ud800', [makeGuard(7)], [])
      await state.saveGuards(TASK, [makeGuard(2), makeGuard(1, { aspect: 'missing' }), makeGuard(1)], [])
      expect(await state.guardCount()).toBe(4)
      const moved = makeGuard(1, { throughMs: 9, lookouts: [] })
      await state.saveGuards(TASK, [makeGuard(3), moved, makeGuard(1, { aspect: 'missing' })], [])
      expect(await state.guards(TASK)).toEqual([makeGuard(1, { aspect: 'missing' }), moved, makeGuard(3)])
      expect(await state.guards('half \ud800')).toEqual([makeGuard(7)])
      await state.saveGuards(TASK, [], [])
      expect([await state.guards(TASK), await state.guardCount()]).toEqual([[], 1])
    })

    it('and alarms that are opened with them are stored both or neither', async () => {
      await state.saveGuards(TASK, [makeGuard(1)], [makeAlarm('a-1')])
      await expect(state.saveGuards(TASK, [makeGuard(2)], [makeAlarm('a-2'), makeAlarm('a-1')])).rejects.toThrow(
        'UNIQUE',
      )
      expect(await state.guards(TASK)).toEqual([makeGuard(1)])
      expect(await idsOf({})).toEqual(['a-1'])
    })

    it('go when all is counted anew, for they stand over signals that get other numbers, and alarms stay', async () => {
      await state.saveGuards(TASK, [makeGuard(1)], [makeAlarm('a-1')])
      await state.unwatch()
      expect([await state.guards(TASK), await state.guardCount()]).toEqual([[], 0])
      expect(await idsOf({})).toEqual(['a-1'])
    })
  })

  describe(`alarms in ${engine}`, () => {
    it('come back whole, whatever is said in them', async () => {
      const alarm = makeAlarm('a-1', {
        task: 'half \ud800',
        beganAt: { from: timeAt(0), to: timeAt(1) },
        share: { name: '\u0000down', seen: 0.2, fine: 0.1 },
        events: [{ kind: 'opened', at: timeAt(0), by: null, note: 'half \ud800' }],
      })
      await openAlarms(state, alarm)
      expect(await state.alarm('a-1')).toEqual(alarm)
      expect(await state.alarm('a-2')).toBeNull()
      expect(await idsOf({ task: 'half \ud800' })).toEqual(['a-1'])
    })

    it('are listed from the newest on, by task and state, in pages', async () => {
      await openAlarms(state, ...[1, 2, 3].map((number) => makeAlarm(`a-${number}`)))
      await openAlarms(state, makeAlarm('b-1', { task: 'other' }))
      await state.changeAlarm(closed(makeAlarm('a-1')), 'open', null)
      await state.changeAlarm(makeAlarm('a-2', { state: 'acknowledged' }), 'open', null)
      expect(await idsOf({})).toEqual(['b-1', 'a-3', 'a-2', 'a-1'])
      expect(await idsOf({ task: TASK })).toEqual(['a-3', 'a-2', 'a-1'])
      expect(await idsOf({ states: ['open', 'acknowledged'] })).toEqual(['b-1', 'a-3', 'a-2'])
      expect(await idsOf({ states: ['closed', 'acknowledged'], task: TASK })).toEqual(['a-2', 'a-1'])
      expect(await idsOf({ states: [] })).toEqual([])
      const [, last] = await state.alarms({ task: TASK, limit: 2 })
      expect(await idsOf({ task: TASK, before: last?.sequence })).toEqual(['a-1'])
    })

    it('are changed only from the state that somebody saw them in', async () => {
      await openAlarms(state, makeAlarm('a-1'))
      const acknowledged = makeAlarm('a-1', { state: 'acknowledged', acknowledgedBy: 'k-1' })
      const changed = await Promise.all([1, 2].map(() => state.changeAlarm(acknowledged, 'open', BY)))
      expect(changed).toEqual([true, false])
      expect(await state.alarm('a-1')).toEqual(acknowledged)
      expect(await state.changeAlarm(makeAlarm('gone'), 'open', BY)).toBe(false)
      expect(
        await state.changeAlarm(makeAlarm('a-1', { state: 'acknowledged', summary: 'S' }), 'acknowledged', null),
      ).toBe(true)
      expect(await state.alarm('a-1')).toMatchObject({ summary: 'S' })
    })

    it('that people change are in the log of changes without what they wrote, and those that nobody does are not', async () => {
      await openAlarms(state, makeAlarm('a-1'))
      await state.changeAlarm(makeAlarm('a-1', { summary: 'recovered' }), 'open', null)
      const note = { kind: 'closed' as const, at: timeAt(1), by: 'k-1', note: 'Ann did it' }
      await state.changeAlarm({ ...closed(makeAlarm('a-1'), 'expected'), events: [note] }, 'open', BY)
      await state.changeAlarm(closed(makeAlarm('a-1')), 'open', BY)
      const detail = {
        task: TASK,
        signal: 'thumbs',
        aspect: 'values',
        from: 'open',
        state: 'closed',
        outcome: 'expected',
      }
      const sequence = expect.any(Number) as number
      expect(await state.changes(9)).toEqual([{ sequence, ...BY, action: 'alarm.changed', target: 'a-1', detail }])
    })

    it('are counted by how they were closed, those that were opened since', async () => {
      const alarms = Array.from({ length: 6 }, (_, number) => makeAlarm(`a-${number}`, { openedAt: timeAt(number) }))
      await openAlarms(state, ...alarms)
      for (const [number, outcome] of (['fixed', 'fixed', 'expected', 'false_alarm'] as const).entries())
        await state.changeAlarm(closed(alarms[number] ?? makeAlarm(''), outcome), 'open', null)
      await state.changeAlarm({ ...makeAlarm('a-4'), openedAt: timeAt(4), state: 'acknowledged' }, 'open', null)
      expect(await state.alarmCounts(timeAt(0))).toEqual({ open: 2, fixed: 2, expected: 1, false_alarm: 1 })
      expect(await state.alarmCounts(timeAt(1))).toEqual({ open: 2, fixed: 1, expected: 1, false_alarm: 1 })
      expect(await state.alarmCounts(timeAt(9))).toEqual({ open: 0, fixed: 0, expected: 0, false_alarm: 0 })
    })
  })
}
