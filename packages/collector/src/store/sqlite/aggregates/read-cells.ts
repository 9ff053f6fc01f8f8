// The sums, and what is not in them yet.

import type { RowsReading } from '../../rows-reading.ts'
import type { Connection } from '../connection.ts'
import { notYet } from '../not-yet.ts'

export function createCellReading(_db: Connection): Pick<RowsReading, 'cells' | 'facets' | 'waiting'> {
  return { cells: notYet, facets: notYet, waiting: notYet }
}
