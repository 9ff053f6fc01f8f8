// A page while it fills: takes the rows that hold what is searched for, up to as many and as long as it may be.

import { type Highlight, PAGE_BYTES_MAX } from '@trimtab/contract'
import { highlight } from '../../../search/highlight.ts'
import { matches } from '../../../search/match.ts'
import type { PredictionQuery } from '../../rows-reading.ts'
import type { PredictionRow } from '../../stored.ts'
import { millisecondsOf } from '../identity.ts'
import type { ReadDocument, ReadRow } from '../search/read-documents.ts'
import { labelsOf } from '../search/tokens.ts'
import { labelsAsked } from './members.ts'
import { type ListedRow, type Position, positionOf } from './position.ts'

export interface FoundPage {
  predictions: PredictionRow[]
  nextCursor: string | null
  /** Only of a search. */
  highlights?: { [id: string]: Highlight[] }
  /** Only of a page that is not full, where there is more. */
  searchedTo?: string
}

export interface Page {
  take: (row: ListedRow) => 'taken' | 'passed over' | 'no room'
  isFull: () => boolean
  /** Of the last row that was taken. */
  last: () => Position | null
  end: (nextCursor: string | null, reached?: Position) => FoundPage
}

export function openPage({ limit, search, ...filter }: PredictionQuery, readDocument: ReadDocument): Page {
  const rows: PredictionRow[] = []
  const highlights: [id: string, Highlight[]][] = []
  const labels = labelsAsked(filter)
  let bytes = 0
  let last: Position | null = null

  function isAsked({ row, document }: ReadRow): boolean {
    if (search !== undefined && !matches(document, search)) return false
    if (labels.length === 0) return true
    const own = new Set(labelsOf(row.facts))
    return labels.every((label) => own.has(label))
  }

  return {
    take: (listed) => {
      const read = readDocument(listed.id)
      if (read === null || !isAsked(read)) return 'passed over'
      if (rows.length === limit || (rows.length > 0 && bytes + listed.bytes > PAGE_BYTES_MAX)) return 'no room'
      rows.push(read.row)
      if (search !== undefined) highlights.push([read.row.facts.id, highlight(read.document, search)])
      bytes += listed.bytes
      last = positionOf(listed)
      return 'taken'
    },
    isFull: () => rows.length === limit,
    last: () => last,
    end: (nextCursor, reached) => ({
      predictions: rows,
      nextCursor,
      ...(search === undefined ? {} : { highlights: Object.fromEntries(highlights) }),
      ...(reached === undefined || rows.length === limit
        ? {}
        : { searchedTo: new Date(millisecondsOf(reached.startedNs)).toISOString() }),
    }),
  }
}
