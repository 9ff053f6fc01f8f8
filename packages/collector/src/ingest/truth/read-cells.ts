// Records of a CSV file to their cells, many at once.

import { parse } from 'csv-parse/sync'

const NEWLINE = Buffer.from('\n')

/** Of each record, in order, as bytes. A quote in the middle of a cell that does not begin with one is only a quote. */
export function readCells(records: readonly Uint8Array[], delimiter: string): Uint8Array[][] {
  if (records.length === 0) return []
  const rows = parse(Buffer.concat(records.flatMap((record) => [record, NEWLINE])), {
    delimiter,
    record_delimiter: '\n',
    encoding: null,
    relax_quotes: true,
    relax_column_count: true,
  }) as unknown as Uint8Array[][]
  // Cells that came apart elsewhere than the records did would be given to the wrong lines.
  if (rows.length !== records.length) throw new Error(`${records.length} records came apart into ${rows.length}`)
  return rows
}
