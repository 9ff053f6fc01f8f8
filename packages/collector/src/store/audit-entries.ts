// What the audit log says of each change of the state, the same in every engine. It names settings and counts. It never
// names what people or models said, nor the people it is about: what is forgotten must not live on here.

import type { ApiKey, Json, JsonObject, PriceOverride, Retention, ReviewQueue, SavedView } from '@trimtab/contract'
import type { ChangedBy } from './changed-by.ts'
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
  const changed = (Object.keys(settings) as (keyof typeof settings)[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
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
