// What every export format must be able to do. A new target is one new file in formats/ and its line in catalogue.ts.

import type { Example, ExportFormat, JsonObject, LeftOutReason } from '@trimtab/contract'

/** A row in the target's exact shape and nothing else, or why the target cannot say it. */
export type FormattedRow = { outcome: 'row'; row: JsonObject } | { outcome: 'left_out'; reason: LeftOutReason }

export interface Format {
  name: ExportFormat
  /** What it is for, in one line. */
  purpose: string
  row: (example: Example) => FormattedRow
}
