// One row of a table of labels, as both kinds of file tell it.

import type { Json } from '@trimtab/contract'

/** How the columns are named, or the members of each JSON line. */
export interface TruthColumns {
  key: string
  label: string
  /** Without it all labels became true when they are imported. */
  at?: string | undefined
}

export interface ReadTruthOptions {
  columns: TruthColumns
  /** Whether labels that look like numbers are numbers; `007` is text otherwise. */
  areNumbers: boolean
}

export type TruthRow = { line: number; key: string; label: Json; at: string | null } | { line: number; fault: string }

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

export function labelOf(text: string, areNumbers: boolean): string | number {
  if (!areNumbers || !NUMBER.test(text.trim())) return text
  const number = Number(text)
  return Number.isFinite(number) ? number : text
}
