// What the audit log says of each change of the state, the same in every engine. It names settings and counts. It never
// names what people or models said, nor the people it is about: what is forgotten must not live on here.

import type { ApiKey, Json, JsonObject, PriceOverride, Retention, ReviewQueue, SavedView } from '@trimtab/contract'
import type { Alarm, AlarmState, DriftBaseline } from '@trimtab/contract/drift'
import type { ChangedBy } from './changed-by.ts'
import type { AlertSettings, StoredChannel } from './state-alarms.ts'
import type { NewAuditEntry } from './state.ts'

/** One entry stays short however long a list of settings is; how many others changed is counted. */
export const CHANGES_SHOWN_MAX = 20

type KeyFacts = Pick<ApiKey, 'id' | 'name' | 'scopes' | 'origins' | 'limits'>

export function keyCreated(key: KeyFacts, by: ChangedBy): NewAuditEntry {
  return { ...by, action: 'key.created', target: key.id, detail: ofKey(key) }
}

export function keyRevoked(key: KeyFacts, by: ChangedBy): NewAuditEntry {
  return { ...by, action: 'key.revoked', target: key.id, detail: ofKey(key) }
}

function ofKey({ name, scopes, origins, limits }: KeyFacts): JsonObject {
  return { name, scopes, origins: origins.slice(0, CHANGES_SHOWN_MAX), limits: { ...limits } }
}

/** Neither its name nor its query: somebody may stand in both. */
export function viewSaved(view: Pick<SavedView, 'id' | 'screen'>, isNew: boolean, by: ChangedBy): NewAuditEntry {
  return { ...by, action: 'view.saved', target: view.id, detail: { screen: view.screen, isNew } }
}

export function viewDeleted(view: Pick<SavedView, 'id' | 'screen'>, by: ChangedBy): NewAuditEntry {
  return { ...by, action: 'view.deleted', target: view.id, detail: { screen: view.screen } }
}

export function retentionChanged(before: Retention, after: Retention, by: ChangedBy): NewAuditEntry {
  const detail = {
    bytesMax: { before: before.bytesMax, after: after.bytesMax },
    ...differences(before.rules, after.rules, {
      nameOf: ({ task }) => ({ task }),
      settingsOf: ({ days, contentDays, predictionsMax }) => ({ days, contentDays, predictionsMax }),
    }),
  }
  return { ...by, action: 'retention.changed', target: null, detail }
}

export function pricesChanged(
  before: PriceOverride[],
  after: PriceOverride[],
  version: number,
  by: ChangedBy,
): NewAuditEntry {
  const detail = {
    version,
    ...differences(before, after, {
      nameOf: ({ provider, model }) => ({ provider, model }),
      settingsOf: ({ provider: _provider, model: _model, ...prices }) => prices,
    }),
  }
  return { ...by, action: 'prices.changed', target: null, detail }
}

export function queueCreated(queue: ReviewQueue, by: ChangedBy): NewAuditEntry {
  return { ...by, action: 'queue.created', target: queue.id, detail: ofQueue(queue) }
}

/** Which settings are others, by their names: guidelines and questions are what people wrote. */
export function queueChanged(before: ReviewQueue, after: ReviewQueue, by: ChangedBy): NewAuditEntry {
  const { updatedAt: _, ...settings } = after
  const changed = changedOf(before, settings)
  return { ...by, action: 'queue.changed', target: after.id, detail: { changed, ...ofQueue(after) } }
}

/** With how much was in it. */
export function queueDeleted(
  queue: ReviewQueue,
  items: { open: number; done: number; dropped: number },
  by: ChangedBy,
): NewAuditEntry {
  const { open, done, dropped } = items
  return { ...by, action: 'queue.deleted', target: queue.id, detail: { task: queue.task, open, done, dropped } }
}

/** Settings that are numbers, and how many there are of the others. */
function ofQueue({
  task,
  perDay,
  reviewersPerItem,
  overlapShare,
  leaseMinutes,
  isPaused,
  ...queue
}: ReviewQueue): JsonObject {
  const counts = { rules: queue.rules.length, fields: queue.fields.length, reviewers: queue.reviewers.length }
  return { task, ...counts, perDay, reviewersPerItem, overlapShare, leaseMinutes, isPaused }
}

/** What it is compared with is a setting; of signals, how many are chosen. */
export function baselineChanged(before: DriftBaseline | null, after: DriftBaseline, by: ChangedBy): NewAuditEntry {
  const { tolerances, segments, ignored } = after
  const counts = { tolerances: Object.keys(tolerances).length, segments: segments.length, ignored: ignored.length }
  const { task: _, changedAt: _at, ...settings } = after
  const changed = changedOf(before ?? {}, settings)
  const reference = JSON.parse(JSON.stringify(after.reference)) as JsonObject
  return { ...by, action: 'drift.baseline_changed', target: after.task, detail: { changed, reference, ...counts } }
}

/** Not what people wrote to it. */
export function alarmChanged(after: Alarm, from: AlarmState, by: ChangedBy): NewAuditEntry {
  const { task, signal, aspect, state, outcome } = after
  return { ...by, action: 'alarm.changed', target: after.id, detail: { task, signal, aspect, from, state, outcome } }
}

/** Neither where a channel leads nor what it is signed with: whoever knows that can speak for Trimtab. */
export function alertRulesChanged(before: WholeAlertRules, after: WholeAlertRules, by: ChangedBy): NewAuditEntry {
  const { falseAlarmDays, quietHours } = after
  const known = new Map(before.channels.map((channel) => [channel.id, channel]))
  const changed = after.channels.flatMap((channel): Json[] => {
    const settings = changedOf(known.get(channel.id) ?? {}, channel)
    return settings.length === 0 ? [] : [{ id: channel.id, isNew: !known.has(channel.id), changed: settings }]
  })
  const left = new Set(after.channels.map(({ id }) => id))
  const detail = {
    changed: changedOf(before, after),
    falseAlarmDays,
    quietHours: quietHours === null ? null : { ...quietHours },
    channels: after.channels.map(({ id, kind, rhythm, isPaused }) => ({ id, kind, rhythm, isPaused })),
    changedChannels: changed,
    removedChannels: [...known.keys()].filter((id) => !left.has(id)),
  }
  return { ...by, action: 'alert_rules.changed', target: null, detail }
}

type WholeAlertRules = AlertSettings & { channels: StoredChannel[] }

/** Which settings are others, by their names. */
function changedOf<Settings extends object>(before: Partial<Settings>, after: Settings): string[] {
  const names = Object.keys(after) as (keyof Settings & string)[]
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

interface Reading<Setting> {
  nameOf: (setting: Setting) => JsonObject
  settingsOf: (setting: Setting) => JsonObject
}

/** What is another in one list than in the other; null stands for what is not there. */
function differences<Setting>(
  before: Setting[],
  after: Setting[],
  { nameOf, settingsOf }: Reading<Setting>,
): JsonObject {
  const [old, now] = [before, after].map((list) => byName(list, { nameOf, settingsOf })) as [Named, Named]
  const changes: Json[] = []
  let count = 0
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(name) ?? null, now.get(name) ?? null]
    if (JSON.stringify(was) === JSON.stringify(is)) continue
    count += 1
    if (changes.length < CHANGES_SHOWN_MAX)
      changes.push({ ...(JSON.parse(name) as JsonObject), before: was, after: is })
  }
  return { count: { before: before.length, after: after.length }, changed: count, changes }
}

type Named = Map<string, JsonObject>

function byName<Setting>(list: Setting[], { nameOf, settingsOf }: Reading<Setting>): Named {
  return new Map(list.map((setting) => [JSON.stringify(nameOf(setting)), settingsOf(setting)]))
}
