// How far an import came that ended before its file did: the one thing to know before any line of it.

import type { TruthReport } from '@trimtab/contract'

/** Where an import is. */
export interface TruthProgress {
  report: TruthReport
  /** Of the last row that was read; 0 before the first. */
  line: number
}

export function sayHowFar({ report: { rows, stored, repeated, refused }, line }: TruthProgress): string {
  const lost = rows - stored - repeated - refused
  const counts = `${stored} stored, ${repeated} known already, ${refused} refused${lost === 0 ? '' : `, ${lost} read in vain`}`
  return `Reading stopped after the row in line ${line}, and nothing after it was read (rows: ${counts}); the whole table may be sent again.`
}
