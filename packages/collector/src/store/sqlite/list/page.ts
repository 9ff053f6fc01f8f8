// A page while it fills: takes the rows that hold what is searched for, up to as many and as long as it may be.

import { type Highlight, PAGE_BYTES_MAX } from '@trimtab/contract'
import { highlight } from '../../../search/highlight.ts'
import { matches } from '../../../search/match.ts'
import type { PredictionQuery } from '../../rows-reading.ts'
import type { PredictionRow } from '../../stored.ts'
import { millisecondsOf } from '../identity.ts'
import type { ReadPredictions } from '../predictions/read-predictions.ts'
import type { ReadDocument, StoredDocument } from '../search/read-documents.ts'
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

interface PageOptions {
  query: PredictionQuery
  readDocument: ReadDocument
  readPredictions: ReadPredictions
}

export function openPage({ query, readDocument, readPredictions }: PageOptions): Page {
  const { limit, search, ...filter } = query
  const taken: ListedRow[] = []
  const highlights: Highlight[][] = []
  const labels = labelsAsked(filter)
  const isHeld = search !== undefined || labels.length > 0
  let bytes = 0

  function isAsked(document: StoredDocument | null): document is StoredDocument {
    if (document === null || (search !== undefined && !matches(document.texts, search))) return false
    return labels.every((label) => document.labels.includes(label))
  }

  return {
    take: (row) => {
      const document = isHeld ? readDocument(row.id) : null
      if (isHeld && !isAsked(document)) return 'passed over'
      if (taken.length === limit || (taken.length > 0 && bytes + row.bytes > PAGE_BYTES_MAX)) return 'no room'
      taken.push(row)
      bytes += row.bytes
      if (search !== undefined && document !== null) highlights.push(highlight(document.texts, search))
      return 'taken'
    },
    isFull: () => taken.length === limit,
    last: () => {
      const row = taken.at(-1)
      return row === undefined ? null : positionOf(row)
    },
    end: (nextCursor, reached) => {
      const predictions = readPredictions(taken.map(({ id }) => id))
      const found = predictions.map(({ facts }, index): [string, Highlight[]] => [facts.id, highlights[index] ?? []])
      return {
        predictions,
        nextCursor,
        ...(search === undefined ? {} : { highlights: Object.fromEntries(found) }),
        ...(reached === undefined || taken.length === limit
          ? {}
          : { searchedTo: new Date(millisecondsOf(reached.startedNs)).toISOString() }),
      }
    },
  }
}
