// Late ground truth in bulk: what `trimtab truth import` and `POST /api/truth` say of a table of keys and labels.

/** `POST /api/truth`: which columns are what. The body is CSV or JSON lines, of any length. */
export interface TruthQuery {
  /** The column, or the member, with the business key. */
  key: string
  label: string
  /** Only predictions of this task. */
  task?: string | undefined
  /** The column that says when the label became true; without it it is now, and of one key the last line counts. */
  at?: string | undefined
  /** Labels that look like numbers are numbers. Text where it is not said. */
  numbers?: 'true' | 'false' | undefined
}

export interface TruthLine {
  /** Of the file, from 1; the header is a line too. */
  line: number
  reason: string
}

export interface TruthReport {
  /** Below the header. */
  rows: number
  stored: number
  /** Said the same of the same key before, here or in an earlier import. */
  repeated: number
  /** Stored, and another label of the same key was known. */
  contradicting: number
  /** Stored, and no prediction has this key yet. */
  waiting: number
  refused: number
  /** The first of each: which line and why. */
  contradictions: TruthLine[]
  unmatched: TruthLine[]
  refusals: TruthLine[]
}

/** Lines that a report names of each kind; the others are counted. */
export const TRUTH_LINES_NAMED_MAX = 100
