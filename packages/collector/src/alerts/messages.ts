// What is sent to a channel: our alarms as JSON for whoever reads them by a program, a few lines for people.

import type { Alarm, AlertChannel, DriftMarker } from '@trimtab/contract/drift'
import { Webhook } from 'standardwebhooks'
import type { StoredChannel } from '../store/state-alarms.ts'
import type { Message } from './post.ts'

/** What there is to say. */
export interface News {
  /** opened: these alarms were; daily: what a day amounts to; test: somebody asked whether it arrives. */
  kind: 'alarm.opened' | 'alarms.daily' | 'test'
  at: string
  alarms: readonly Alarm[]
  /** What was new about the time they began. */
  markers: readonly DriftMarker[]
  /** Of a day alone: how many signals the reports of all tasks found drifted. */
  drifted: number | null
}

/** Of one message; the others are counted. */
const ALARMS_SHOWN_MAX = 20
const MARKERS_SHOWN_MAX = 10

/** As it is stored and sent, each time it is tried. */
export function bodyFor({ kind }: Pick<AlertChannel, 'kind'>, news: News): string {
  if (kind === 'slack') return JSON.stringify({ text: textOf(news) })
  const { alarms, markers, drifted } = news
  const shown = { alarms: alarms.slice(0, ALARMS_SHOWN_MAX), more: moreIn(alarms), markers }
  const data = drifted === null ? shown : { ...shown, drifted }
  return JSON.stringify({ type: news.kind, timestamp: news.at, data })
}

/** The id is the same at each try, so that whoever gets it twice knows. */
export function messageFor(channel: StoredChannel, id: string, body: string, at: Date): Message {
  const headers = { 'content-type': 'application/json', 'user-agent': 'Trimtab' }
  if (channel.kind === 'slack') return { url: channel.wholeUrl, headers, body }
  const signature = new Webhook(channel.secret).sign(id, at, body)
  const signed = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signature,
  }
  return { url: channel.wholeUrl, headers: { ...headers, ...signed }, body }
}

function moreIn(alarms: readonly Alarm[]): number {
  return Math.max(0, alarms.length - ALARMS_SHOWN_MAX)
}

function textOf({ kind, alarms, markers, drifted }: News): string {
  if (kind === 'test') return 'Trimtab can reach this channel.'
  const lines = alarms.slice(0, ALARMS_SHOWN_MAX).map(lineOf)
  const more = moreIn(alarms)
  if (more > 0) lines.push(`and ${more} more`)
  lines.push(...markersIn(markers))
  if (drifted !== null) lines.unshift(`The last day: ${signals(drifted)} drifted, ${alarmsIn(alarms)}.`)
  return lines.join('\n')
}

function lineOf({ task, summary, beganAt }: Alarm): string {
  const began =
    beganAt === null ? '' : ` It most likely began between ${minuteOf(beganAt.from)} and ${minuteOf(beganAt.to)} UTC.`
  return plain(`${task}: ${summary}${began}`)
}

/** What was new is no proof of a cause, and the first thing to look at. */
function markersIn(markers: readonly DriftMarker[]): string[] {
  const lines = markers.slice(0, MARKERS_SHOWN_MAX).map(({ task, dimension, value, before, at }) => {
    const change = before === null ? value : `${before} → ${value}`
    return plain(`New about then, ${task}: ${dimension} ${change} at ${minuteOf(at)} UTC`)
  })
  const more = markers.length - lines.length
  return more > 0 ? [...lines, `and ${more} more that was new`] : lines
}

/** What people said is in it: nothing of it is a line of its own, a link, a mention or bold. */
function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[@[\]#]|:\/\//g, '$&\u200b')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[*_~`]/g, '\u200b$&')
}

function minuteOf(time: string): string {
  return time.slice(0, 16).replace('T', ' ')
}

function signals(count: number): string {
  return count === 1 ? 'one signal has' : `${count} signals have`
}

function alarmsIn(alarms: readonly Alarm[]): string {
  if (alarms.length === 0) return 'no alarm is open'
  return alarms.length === 1 ? 'one alarm is open' : `${alarms.length} alarms are open`
}
