// How long something took, in the unit a reader would say: 31 ms, 1.92 s, 2 h 5 min, 2 days 10 h.

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** What is shorter was not nothing, which a rounded 0 would say. */
const SHORTEST_MS = 0.1

export function formatDuration(durationMs: number, locale?: string): string {
  if (durationMs < SHORTEST_MS) return `<${decimal(SHORTEST_MS, 1, locale)} ms`
  if (durationMs < 100) return `${decimal(durationMs, durationMs < 10 ? 1 : 0, locale)} ms`
  if (durationMs < MINUTE) return `${decimal(durationMs / SECOND, 2, locale, 2)} s`
  if (durationMs < HOUR) return pair(durationMs, [MINUTE, 'min'], [SECOND, 's'])
  if (durationMs < DAY) return pair(durationMs, [HOUR, 'h'], [MINUTE, 'min'])
  return pair(durationMs, [DAY, durationMs < 2 * DAY ? 'day' : 'days'], [HOUR, 'h'])
}

type Unit = [lengthMs: number, name: string]

function pair(durationMs: number, [bigMs, big]: Unit, [smallMs, small]: Unit): string {
  const rest = Math.floor((durationMs % bigMs) / smallMs)
  const whole = `${Math.floor(durationMs / bigMs)} ${big}`
  return rest === 0 ? whole : `${whole} ${rest} ${small}`
}

function decimal(value: number, digitsMax: number, locale: string | undefined, digitsMin = 0): string {
  const digits = { minimumFractionDigits: digitsMin, maximumFractionDigits: digitsMax }
  return new Intl.NumberFormat(locale, digits).format(value)
}
