// The laws of alert rules: when people are told, and where.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BY, makeAlarm, makeChannel, openAlarms, saveChannels } from './fixtures/alarms.ts'
import type { OpenedState } from './fixtures/opened-state.ts'
import type { State } from './state.ts'

const QUIET = { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' }

/** Opens an empty store each time. */
export function testAlertChannels(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  describe(`alert rules in ${engine}`, () => {
    it('are one false alarm a month and no channel where nobody has said anything', async () => {
      expect(await state.alertSettings()).toEqual({ falseAlarmDays: 30, quietHours: null })
      expect(await state.channels()).toEqual([])
    })

    it('are as they were saved last, channels in the order they were made', async () => {
      const [first, second, third] = ['z', 'a', 'm'].map((id) => makeChannel(id)) as [
        ReturnType<typeof makeChannel>,
        ReturnType<typeof makeChannel>,
        ReturnType<typeof makeChannel>,
      ]
      await state.saveAlertRules({ falseAlarmDays: 7, quietHours: QUIET, channels: [first, second] }, BY)
      expect(await state.alertSettings()).toEqual({ falseAlarmDays: 7, quietHours: QUIET })
      expect(await state.channels()).toEqual([first, second])
      const changed = { ...second, name: 'half \ud800', tasks: ['t'], isPaused: true }
      await state.saveAlertRules({ falseAlarmDays: 7, quietHours: null, channels: [third, changed] }, BY)
      expect(await state.alertSettings()).toEqual({ falseAlarmDays: 7, quietHours: null })
      expect(await state.channels()).toEqual([changed, third])
    })

    it('that are others are in the log of changes once, without where a channel leads and what it is signed with', async () => {
      const channel = makeChannel('c-1')
      const rules = { falseAlarmDays: 7, quietHours: QUIET, channels: [channel] }
      await state.saveAlertRules(rules, BY)
      await state.saveAlertRules(rules, BY)
      const moved = { ...channel, wholeUrl: 'https://elsewhere.example/private', secret: 'whsec_another' }
      await state.saveAlertRules({ ...rules, channels: [moved, makeChannel('c-2')] }, BY)
      await state.saveAlertRules({ ...rules, channels: [] }, BY)
      const entries = await state.changes(9)
      const shown = ({ id }: { id: string }) => ({ id, kind: 'webhook', rhythm: 'at_once', isPaused: false })
      expect(entries).toMatchObject([
        {
          ...BY,
          action: 'alert_rules.changed',
          target: null,
          detail: { channels: [], removedChannels: ['c-1', 'c-2'] },
        },
        {
          detail: {
            changed: ['channels'],
            channels: [shown(channel), shown({ id: 'c-2' })],
            changedChannels: [
              { id: 'c-1', isNew: false, changed: ['wholeUrl', 'secret'] },
              { id: 'c-2', isNew: true },
            ],
          },
        },
        { detail: { changed: ['falseAlarmDays', 'quietHours', 'channels'], falseAlarmDays: 7, quietHours: QUIET } },
      ])
      for (const word of ['path-of', 'elsewhere', 'private', 'whsec_'])
        expect(JSON.stringify(entries)).not.toContain(word)
    })
  })

  describe(`how far a channel was told in ${engine}`, () => {
    it('begins with what happens after it was made, and stays when it is changed', async () => {
      await openAlarms(state, makeAlarm('a-1'))
      await saveChannels(state, makeChannel('c-1'))
      const [first] = await state.alarms({ limit: 1 })
      expect(await state.toldUpTo('c-1')).toBe(first?.sequence)
      await openAlarms(state, makeAlarm('a-2'))
      await saveChannels(state, makeChannel('c-1', { name: 'Another' }), makeChannel('c-2'))
      const [second] = await state.alarms({ limit: 1 })
      expect(await state.toldUpTo('c-1')).toBe(first?.sequence)
      expect(await state.toldUpTo('c-2')).toBe(second?.sequence)
    })

    it('begins anew when it goes on after a rest', async () => {
      await saveChannels(state, makeChannel('c-1'))
      await saveChannels(state, makeChannel('c-1', { isPaused: true }))
      await openAlarms(state, makeAlarm('a-1'))
      await saveChannels(state, makeChannel('c-1', { isPaused: true, name: 'Another' }))
      expect(await state.toldUpTo('c-1')).toBe(0)
      await saveChannels(state, makeChannel('c-1'))
      expect(await state.toldUpTo('c-1')).toBe((await state.alarms({ limit: 1 }))[0]?.sequence)
    })
  })
}
