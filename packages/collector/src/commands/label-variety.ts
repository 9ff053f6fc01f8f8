// Whether the labels of a table look like keys: what turned out to be true is mostly one of a few words.

import type { TruthRow } from '../ingest/truth/truth-row.ts'

/** Rows that are enough to tell, and rows that are too few. */
const ROWS_MAX = 1000
const ROWS_MIN = 10
/** Of a label, to tell it from others. */
const LABEL_CHARS_MAX = 100

export interface LabelVariety {
  /** The same rows, looked at on the way. */
  watch: (rows: AsyncIterable<TruthRow>) => AsyncGenerator<TruthRow>
  /** Of the first rows more than half say what no other says. Numbers are expected to. */
  isLikeKeys: () => boolean
}

export function createLabelVariety(): LabelVariety {
  const labels = new Set<string>()
  let count = 0
  return {
    async *watch(rows) {
      for await (const row of rows) {
        if (count < ROWS_MAX && 'label' in row && typeof row.label === 'string') {
          count += 1
          labels.add(row.label.slice(0, LABEL_CHARS_MAX))
        }
        yield row
      }
    },
    isLikeKeys: () => count >= ROWS_MIN && labels.size > count / 2,
  }
}
