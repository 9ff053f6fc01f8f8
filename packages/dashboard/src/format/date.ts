// Moments in the viewer's zone, UTC only where it is copied or hovered. The zone is an argument so that tests have one.

export interface Viewer {
  timeZone?: string
  locale?: string
}

/** 06:45 */
export function formatClock(moment: Date, viewer: Viewer = {}): string {
  return clock(moment, viewer, { hour: '2-digit', minute: '2-digit' })
}

/** What stands at the left of a row: 06:41:12 today, "20 Nov 06:41" on another day. */
export function formatRowTime(moment: Date, now: Date, viewer: Viewer = {}): string {
  if (daysBetween(moment, now, viewer) === 0) return clockWithSeconds(moment, viewer)
  return `${day(moment, now, viewer)} ${formatClock(moment, viewer)}`
}

/** In a sentence: "today 06:41:12", "yesterday 06:41:12", "20 Nov 06:41". */
export function formatMoment(moment: Date, now: Date, viewer: Viewer = {}): string {
  const days = daysBetween(moment, now, viewer)
  if (days === 0) return `today ${clockWithSeconds(moment, viewer)}`
  if (days === 1) return `yesterday ${clockWithSeconds(moment, viewer)}`
  return `${day(moment, now, viewer)} ${formatClock(moment, viewer)}`
}

/** "2026-11-21 05:41:12.000 UTC" */
export function formatUtc(moment: Date): string {
  return moment.toISOString().replace('T', ' ').replace('Z', ' UTC')
}

/** "Berlin, UTC+1" */
export function formatZone(moment: Date, viewer: Viewer = {}): string {
  const format = new Intl.DateTimeFormat('en', { timeZone: viewer.timeZone, timeZoneName: 'shortOffset' })
  const offset = format.formatToParts(moment).find((part) => part.type === 'timeZoneName')?.value ?? 'UTC'
  const city = (format.resolvedOptions().timeZone.split('/').at(-1) ?? '').replaceAll('_', ' ')
  const utc = offset.replace('GMT', 'UTC').replace('UTC+0', 'UTC')
  return city === 'UTC' || city === '' ? utc : `${city}, ${utc}`
}

function clockWithSeconds(moment: Date, viewer: Viewer): string {
  return clock(moment, viewer, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
}

/** Always 24 hours: rows are compared by eye, and "AM" is one more thing to read. */
function clock(moment: Date, viewer: Viewer, fields: Intl.DateTimeFormatOptions): string {
  const options = { ...fields, hourCycle: 'h23', timeZone: viewer.timeZone } as const
  return new Intl.DateTimeFormat(viewer.locale, options).format(moment)
}

function day(moment: Date, now: Date, viewer: Viewer): string {
  const sameYear = calendarDay(moment, viewer).slice(0, 4) === calendarDay(now, viewer).slice(0, 4)
  const options = { day: 'numeric', month: 'short', timeZone: viewer.timeZone } as const
  return new Intl.DateTimeFormat(viewer.locale, sameYear ? options : { ...options, year: 'numeric' }).format(moment)
}

function daysBetween(earlier: Date, later: Date, viewer: Viewer): number {
  const dayMs = 24 * 60 * 60 * 1000
  return Math.round((Date.parse(calendarDay(later, viewer)) - Date.parse(calendarDay(earlier, viewer))) / dayMs)
}

/** 2026-11-21, the date on the viewer's wall. */
function calendarDay(moment: Date, viewer: Viewer): string {
  return new Intl.DateTimeFormat('sv', { timeZone: viewer.timeZone }).format(moment)
}
