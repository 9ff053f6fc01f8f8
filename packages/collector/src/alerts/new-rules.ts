// Alert rules as somebody wants them, made into those that are kept: channels that were there keep their secret, and an
// address that was shown without what may be secret in it stands for the one that is kept.

import { randomBytes } from 'node:crypto'
import type { AlertChannel, AlertChannelInput, AlertRules, AlertRulesInput } from '@trimtab/contract/drift'
import { Refusal } from '../refusal.ts'
import type { AlertSettings, StoredChannel } from '../store/state-alarms.ts'

export type StoredRules = AlertSettings & { channels: StoredChannel[] }

/** A path of an address may be the secret itself, as that of a Slack webhook is. */
const SHOWN_PATH = '/…'
const SECRET_BYTES = 24

export function newRules(
  before: StoredRules,
  { falseAlarmDays, quietHours, channels }: AlertRulesInput,
  makeId: () => string,
): StoredRules {
  const known = new Map(before.channels.map((channel) => [channel.id, channel]))
  const next = channels?.map((channel) => newChannel(channel, known, makeId)) ?? before.channels
  const names = next.map(({ name }) => name.trim().toLowerCase())
  const twice = next.find(({ name }, place) => names.indexOf(name.trim().toLowerCase()) !== place)
  if (twice !== undefined)
    throw new Refusal(
      'alert_rules.invalid',
      `Two channels are called ${JSON.stringify(twice.name)}; each has a name of its own.`,
    )
  return {
    falseAlarmDays: falseAlarmDays ?? before.falseAlarmDays,
    quietHours: quietHours === undefined ? before.quietHours : quietHours,
    channels: next,
  }
}

/** The secrets of channels that were not there before are shown, once. */
export function shownRules(rules: StoredRules, watched: number, before: readonly StoredChannel[]): AlertRules {
  const known = new Set(before.map(({ id }) => id))
  return {
    falseAlarmDays: rules.falseAlarmDays,
    quietHours: rules.quietHours,
    channels: rules.channels.map((channel) => shownChannel(channel, !known.has(channel.id))),
    watched,
  }
}

function newChannel(
  { id, name, kind, url, rhythm = 'at_once', tasks = [], isPaused = false }: AlertChannelInput,
  known: ReadonlyMap<string, StoredChannel>,
  makeId: () => string,
): StoredChannel {
  const before = known.get(id ?? '')
  if (before === undefined && id !== null && id !== undefined)
    throw new Refusal('alert_rules.invalid', `There is no channel ${JSON.stringify(id)}; leave its id out to make one.`)
  const wholeUrl = before !== undefined && url === before.url ? before.wholeUrl : checkedUrl(url)
  return {
    id: before?.id ?? makeId(),
    name,
    kind,
    url: shownUrl(wholeUrl),
    wholeUrl,
    secret: before?.secret ?? `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`,
    rhythm,
    tasks,
    isPaused,
  }
}

function checkedUrl(text: string): string {
  if (text.endsWith(SHOWN_PATH))
    throw new Refusal(
      'alert_rules.invalid',
      `${text} is an address as it is shown, without the rest of it: send the whole one, or with it the id of the channel that has it.`,
    )
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new Refusal(
      'alert_rules.invalid',
      `A channel's address begins with https:// or http://, and ${text} does not.`,
    )
  if (url.username !== '' || url.password !== '')
    throw new Refusal('alert_rules.invalid', 'A channel’s address has no user name and password in it.')
  return url.href
}

function shownUrl(wholeUrl: string): string {
  const { origin, pathname, search } = new URL(wholeUrl)
  return pathname === '/' && search === '' ? `${origin}/` : origin + SHOWN_PATH
}

function shownChannel(channel: StoredChannel, isNew: boolean): AlertChannel {
  const { id, name, kind, url, rhythm, tasks, isPaused } = channel
  const secret = isNew && kind === 'webhook' ? channel.secret : null
  return { id, name, kind, url, rhythm, tasks, isPaused, secret }
}
