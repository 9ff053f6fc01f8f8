// Counting what is stored, on SQLite.

import type { RowsFolding } from '../../rows-folding.ts'
import type { Connection } from '../connection.ts'
import { notYet } from '../not-yet.ts'

export function createFolding(_db: Connection): RowsFolding {
  return { takeUnfolded: notYet, fold: notYet, unfold: notYet }
}
