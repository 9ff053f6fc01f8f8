// Alarms: what was opened, who looks after it, and what it was in the end.

import { PAGE_ITEMS_DEFAULT } from '@trimtab/contract'
import type { Alarm } from '@trimtab/contract/drift'
import type { Hono } from 'hono'
import { acknowledgeAlarm, closeAlarm } from '../../drift/alarms/life.ts'
import type { AppParts } from '../app-parts.ts'
import { changedBy } from '../changed-by.ts'
import { endpoint } from '../endpoint.ts'
import { ProblemError } from '../problem.ts'
import { sequenceIn } from '../sequence-cursor.ts'

/** Of how many of the last days it is said how alarms were closed. */
const COUNTED_MS = 90 * 86_400_000

type AlarmParts = Pick<AppParts, 'state' | 'clock' | 'jobs' | 'live' | 'budget'>

export function alarmRoutes(app: Hono, parts: AlarmParts): void {
  const { state, clock } = parts

  endpoint(app, parts, 'listAlarms', async ({ query: { task, state: states, cursor, limit = PAGE_ITEMS_DEFAULT } }) => {
    const found = await state.alarms({ task, states, before: sequenceIn(cursor), limit: limit + 1 })
    const page = found.slice(0, limit)
    const last = found.length > limit ? page.at(-1) : undefined
    return {
      alarms: page.map(({ alarm }) => alarm),
      nextCursor: last === undefined ? null : String(last.sequence),
      counts: await state.alarmCounts(new Date(clock() - COUNTED_MS).toISOString()),
    }
  })

  endpoint(app, parts, 'readAlarm', async ({ path: { id } }) => {
    const alarm = await state.alarm(id)
    if (alarm === null) throw notFound(id)
    return alarm
  })

  /** Guards are armed anew where it was closed, and whoever shows it hears that it changed. */
  function told(id: string, changed: Alarm | 'not-found' | 'closed'): Alarm {
    if (changed === 'not-found') throw notFound(id)
    if (changed === 'closed') throw new ProblemError('alarm.closed')
    parts.jobs.poke('alert')
    parts.live.tell({ event: 'alarm', id })
    return changed
  }

  endpoint(app, parts, 'acknowledgeAlarm', async ({ path: { id }, body: { note = null }, caller }) => {
    const { actor: by, at } = changedBy(caller, clock)
    return told(id, await acknowledgeAlarm(state, { id, by, at, note }))
  })

  endpoint(app, parts, 'closeAlarm', async ({ path: { id }, body: { outcome, note = null }, caller }) => {
    const { actor: by, at } = changedBy(caller, clock)
    return told(id, await closeAlarm(state, { id, outcome, by, at, note }))
  })
}

function notFound(id: string): ProblemError {
  return new ProblemError('alarm.not_found', `No alarm has the id ${id}.`)
}
