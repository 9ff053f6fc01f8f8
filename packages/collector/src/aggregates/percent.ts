// A part of something as a sentence says it.

/** Whole, but for what is small: there a tenth matters. */
export function percent(part: number): string {
  const hundredths = part * 100
  const digits = hundredths > 0 && hundredths < 9.95 ? 1 : 0
  return `${hundredths.toFixed(digits).replace(/\.0$/, '')}%`
}
