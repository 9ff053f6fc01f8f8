// The fold: what is stored and not counted yet becomes sums, in steps that each go through or leave no trace.

import type { Change, Folded, RowsFolding } from '../store/rows-folding.ts'

/** What changes add up to, by task, source and time. */
export function foldOf(_changes: readonly Change[]): Folded {
  return { cells: [], facets: [] }
}

/** One step. False: nothing was left to count. */
export async function rollUp(_rows: RowsFolding): Promise<boolean> {
  return false
}
