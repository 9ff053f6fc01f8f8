// Amounts in words, for a terminal.

const UNITS = ['kB', 'MB', 'GB', 'TB'] as const

export function count(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`
}

/** `0 bytes`, `812 bytes`, `45.6 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return count(bytes, 'byte')
  let [amount, unit] = [bytes / 1000, 0]
  while (amount >= 999.95 && unit < UNITS.length - 1) [amount, unit] = [amount / 1000, unit + 1]
  return `${amount.toFixed(1)} ${UNITS[unit]}`
}
