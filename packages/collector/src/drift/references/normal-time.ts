// Which part of the past was normal: without incidents, and only since what people said is normal from now on.

import type { Alarm } from '@trimtab/contract/drift'
import { cutOut, endOfHour, startOfHour, type Stretch } from '../hours.ts'

/** Without what lay in an incident that is open or was fixed: nobody wants that to be what is normal. Whole hours. */
export function withoutIncidents(stretches: readonly Stretch[], alarms: readonly Alarm[]): Stretch[] {
  let left = [...stretches]
  for (const alarm of alarms) {
    if (alarm.state === 'closed' && alarm.outcome !== 'fixed') continue
    const fromMs = startOfHour(Date.parse(alarm.beganAt?.from ?? alarm.openedAt))
    left = cutOut(left, { fromMs, toMs: alarm.closedAt === null ? Infinity : endOfHour(Date.parse(alarm.closedAt)) })
  }
  return left
}

/**
 * Since when all is as somebody said it is expected to be, and -∞ where nobody has. Where it is not sure when a change
 * happened it counts from when it surely had. A choice made after an alarm was closed knows of it: those do not count.
 */
export function normalSince(alarms: readonly Alarm[], chosenMs: number): number {
  return alarms
    .filter(({ outcome, closedAt }) => outcome === 'expected' && Date.parse(closedAt ?? '') > chosenMs)
    .map(({ beganAt, openedAt }) => endOfHour(Date.parse(beganAt?.to ?? openedAt)))
    .reduce((latest, ms) => Math.max(latest, ms), -Infinity)
}
