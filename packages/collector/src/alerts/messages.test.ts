import type { Alarm, DriftMarker } from '@trimtab/contract/drift'
import { Webhook } from 'standardwebhooks'
import { expect, it } from 'vitest'
import type { StoredChannel } from '../store/state-alarms.ts'
import { makeAlarm, makeChannel } from './fixtures/alerts.ts'
import { bodyFor, messageFor } from './messages.ts'

const at = '2026-11-22T10:00:00.000Z'

function textOf(alarms: Alarm[], drifted?: number, markers: DriftMarker[] = []): string {
  const news =
    drifted === undefined
      ? { kind: 'alarm.opened' as const, drifted: null }
      : { kind: 'alarms.daily' as const, drifted }
  return (JSON.parse(bodyFor({ kind: 'slack' }, { ...news, at, alarms, markers })) as { text: string }).text
}

it('a webhook is signed so that a library of the standard takes it, and as somebody else’s refuses it', () => {
  const channel: StoredChannel = makeChannel({ kind: 'webhook' })
  const body = bodyFor(channel, { kind: 'alarm.opened', at, alarms: [makeAlarm()], markers: [], drifted: null })
  const { headers } = messageFor(channel, 'message-1', body, new Date())
  expect(new Webhook(channel.secret).verify(body, headers)).toEqual({
    type: 'alarm.opened',
    timestamp: at,
    data: { alarms: [makeAlarm()], more: 0, markers: [] },
  })
  const other = `whsec_${Buffer.alloc(24, 9).toString('base64')}`
  expect(() => new Webhook(other).verify(body, headers)).toThrow('signature')
  expect(() => new Webhook(channel.secret).verify(`${body} `, headers)).toThrow('signature')
})

it('people are told the task, what changed and when it began', () => {
  expect(textOf([makeAlarm()])).toBe(
    'support.reply: thumbs fell. It most likely began between 2026-11-21 09:00 and 2026-11-21 13:00 UTC.',
  )
})

it('people are told what was new about then, and what was there before', () => {
  const said = { at: '2026-11-21T09:20:31.000Z', task: 'support.reply', dimension: 'promptVersion', value: '13' }
  const markers = [
    { ...said, before: '12' },
    { ...said, dimension: 'release', value: '<!here>', before: null },
  ]
  expect(textOf([makeAlarm()], undefined, markers).split('\n').slice(1)).toEqual([
    'New about then, support.reply: promptVersion 12 → 13 at 2026-11-21 09:20 UTC',
    'New about then, support.reply: release &lt;!here&gt; at 2026-11-21 09:20 UTC',
  ])
  const many = Array.from({ length: 12 }, () => ({ ...said, before: null }))
  expect(textOf([], undefined, many)).toMatch(/\nand 2 more that was new$/)
})

it('what is in a signal’s name makes no link, mention or bold text', () => {
  const hostile = makeAlarm({ task: '<!channel> *a* & <https://evil.example|b>', beganAt: null })
  expect(textOf([hostile])).not.toMatch(/<|>|(?<!\u200b)\*/)
})

it('no name begins a line of its own', () => {
  const hostile = makeAlarm({ task: 'pay\n# All clear\u2028@channel [in](https://evil.example)', beganAt: null })
  expect(textOf([hostile]).split(/[\n\u2028]/)).toHaveLength(1)
  expect(textOf([hostile])).not.toMatch(/@c|\[i|:\/\/e|# A/)
})

it('of very many alarms those beyond a bound are counted', () => {
  const many = Array.from({ length: 50 }, (_, number) => makeAlarm({ id: String(number) }))
  expect(textOf(many, 3).split('\n')).toHaveLength(22)
  const { data } = JSON.parse(
    bodyFor({ kind: 'webhook' }, { kind: 'alarms.daily', at, alarms: many, markers: [], drifted: 2 }),
  ) as { data: { alarms: Alarm[] } }
  expect([data.alarms.length, data]).toMatchObject([20, { more: 30, drifted: 2 }])
  expect(textOf(many, 1)).toContain('one signal has drifted, 50 alarms are open')
})
