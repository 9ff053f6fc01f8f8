// `7d` as a length of time: how people say which last hours, days or weeks they want to look at.

import { DRIFT_DAYS_MAX } from '@trimtab/contract'
import { DAY_MS, HOUR_MS, WEEK_MS } from './hours.ts'

const UNITS_MS: { readonly [unit: string]: number } = { h: HOUR_MS, d: DAY_MS, w: WEEK_MS }

/** `24h`, `7d`, `2w`, in milliseconds; null where it is none of these, nothing, or more than may be looked at at once. */
export function sinceIn(text: string): number | null {
  const [, count = '', unit = ''] = /^(\d{1,5})([hdw])$/.exec(text) ?? []
  const ms = Number(count) * (UNITS_MS[unit] ?? Number.NaN)
  return ms > 0 && ms <= DRIFT_DAYS_MAX * DAY_MS ? ms : null
}
