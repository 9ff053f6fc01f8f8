// Who is told of alarms, how, and how seldom for nothing. What a webhook is signed with is answered once, to whoever made
// it; the rest of a secret address is answered to nobody.

import { PAGE_ITEMS_DEFAULT } from '@trimtab/contract'
import type { Hono } from 'hono'
import { testChannel } from '../../alerts/alert-sender.ts'
import { newRules, shownRules, type StoredRules } from '../../alerts/new-rules.ts'
import type { AppParts } from '../app-parts.ts'
import { changedBy } from '../changed-by.ts'
import { endpoint } from '../endpoint.ts'
import { ProblemError } from '../problem.ts'
import { sequenceIn } from '../sequence-cursor.ts'

type AlertParts = Pick<AppParts, 'state' | 'clock' | 'makeId' | 'jobs' | 'post' | 'budget'>

export function alertRoutes(app: Hono, parts: AlertParts): void {
  const { state, clock, makeId, post, jobs } = parts

  async function rulesNow(): Promise<StoredRules> {
    return { ...(await state.alertSettings()), channels: await state.channels() }
  }

  endpoint(app, parts, 'readAlertRules', async () => {
    const rules = await rulesNow()
    return shownRules(rules, await state.guardCount(), rules.channels)
  })

  endpoint(app, parts, 'saveAlertRules', async ({ body, caller }) => {
    const before = await rulesNow()
    const rules = newRules(before, body, makeId)
    await state.saveAlertRules(rules, changedBy(caller, clock))
    jobs.poke('alert')
    return shownRules(rules, await state.guardCount(), before.channels)
  })

  endpoint(app, parts, 'testAlertChannel', async ({ path: { id } }) => {
    const channel = (await state.channels()).find((each) => each.id === id)
    if (channel === undefined) throw new ProblemError('channel.not_found', `No alert channel has the id ${id}.`)
    return testChannel(channel, { state, post, clock, makeId })
  })

  endpoint(app, parts, 'listAlertDeliveries', async ({ query: { cursor, limit = PAGE_ITEMS_DEFAULT } }) => {
    const found = await state.deliveries({ before: sequenceIn(cursor), limit: limit + 1 })
    const page = found.slice(0, limit)
    const last = found.length > limit ? page.at(-1) : undefined
    return {
      deliveries: page.map(({ delivery }) => delivery),
      nextCursor: last === undefined ? null : String(last.sequence),
    }
  })
}
