import { describe, expect, it } from 'vitest'
import { newRules, shownRules, type StoredRules } from './new-rules.ts'

const NONE: StoredRules = { falseAlarmDays: 30, quietHours: null, channels: [] }
const hook = { name: 'Hook', kind: 'webhook' as const, url: 'https://example.com/secret-path?key=1' }
let made = 0
const makeId = (): string => `channel-${(made += 1)}`

describe('rules of alerts', () => {
  it('stay as they are where nothing else is said', () => {
    const before = newRules(NONE, { channels: [hook], falseAlarmDays: 7 }, makeId)
    expect(newRules(before, {}, makeId)).toEqual(before)
    expect(newRules(before, { quietHours: null, channels: [] }, makeId)).toEqual({ ...before, channels: [] })
  })

  it('show the secret of a new webhook once, and of no address more than where it leads', () => {
    const rules = newRules(NONE, { channels: [hook, { ...hook, name: 'Chat', kind: 'slack' }] }, makeId)
    const [webhook, slack] = shownRules(rules, 3, []).channels
    expect(webhook).toMatchObject({
      url: 'https://example.com/…',
      secret: expect.stringMatching(/^whsec_.{32}$/) as unknown,
    })
    expect(slack?.secret).toBeNull()
    expect(JSON.stringify(shownRules(rules, 3, rules.channels))).not.toMatch(/whsec_|secret-path/)
  })

  it('keep the address and the secret of a channel that is sent back as it was shown', () => {
    const before = newRules(NONE, { channels: [hook] }, makeId)
    const [shown] = shownRules(before, 0, before.channels).channels
    if (shown === undefined) throw new Error('no channel')
    const after = newRules(before, { channels: [{ ...shown, secret: null, name: 'Renamed' }] }, makeId)
    expect(after.channels).toEqual([{ ...before.channels[0], name: 'Renamed' }])
    const moved = newRules(before, { channels: [{ ...shown, secret: null, url: 'https://example.org/' }] }, makeId)
    expect(moved.channels[0]).toMatchObject({ wholeUrl: 'https://example.org/', secret: before.channels[0]?.secret })
  })

  it.each([
    [[{ ...hook, url: 'ftp://example.com/' }], 'begins with https:// or http://'],
    [[{ ...hook, url: 'https://example.com/…' }], 'as it is shown'],
    [[{ ...hook, url: 'example.com' }], 'begins with https:// or http://'],
    [[{ ...hook, url: 'https://ann:word@example.com/' }], 'no user name'],
    [[hook, { ...hook, name: ' hook ' }], 'Two channels are called'],
    [[{ ...hook, id: 'nobody' }], 'There is no channel "nobody"'],
  ])('refuse %j with a sentence', (channels, sentence) => {
    expect(() => newRules(NONE, { channels }, makeId)).toThrow(sentence)
  })
})
