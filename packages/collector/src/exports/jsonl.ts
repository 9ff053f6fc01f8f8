// One JSON value a line: UTF-8 without a byte order mark, `\n` at every end, no blank lines, lone surrogates replaced.

import type { JsonObject, LineageRow } from '@trimtab/contract'

export function jsonLines(values: readonly (JsonObject | LineageRow)[]): string {
  return values.map((value) => `${JSON.stringify(value, wellFormed)}\n`).join('')
}

function wellFormed(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name.toWellFormed(), inner as unknown]))
}
