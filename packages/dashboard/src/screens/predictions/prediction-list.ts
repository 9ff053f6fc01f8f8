// What a list shows when a newer first page arrives: rows that are there change in place, rows that are new wait until
// they are asked for, so that nothing moves under the pointer. Pure; the screen holds it in a signal.
import type { Highlight, Prediction, PredictionPage } from '@trimtab/contract'

export interface PredictionList {
  /** Newest first, as they are shown. */
  rows: Prediction[]
  /** Where the rows after the last one begin; null when it is the last. */
  olderCursor: string | null
  /** Of a search, by the id of a row. */
  highlights: { [id: string]: Highlight[] }
  /** Where looking for older ones stopped for want of time, and nothing more was found until there. */
  searchedTo: string | null
  /** The newest page that was read; what waits is in it. */
  newest: PredictionPage | null
  waiting: number
  /** There may be more new rows than the page that was read holds. */
  waitingIsMore: boolean
}

export const EMPTY_LIST: PredictionList = {
  rows: [],
  olderCursor: null,
  highlights: {},
  searchedTo: null,
  newest: null,
  waiting: 0,
  waitingIsMore: false,
}

export function takeNewest(list: PredictionList, page: PredictionPage): PredictionList {
  if (list.rows.length === 0) return showAll(page)
  const shown = new Set(list.rows.map((row) => row.id))
  const read = new Map(page.predictions.map((row) => [row.id, row]))
  return {
    ...list,
    rows: list.rows.map((row) => read.get(row.id) ?? row),
    highlights: { ...list.highlights, ...page.highlights },
    newest: page,
    waiting: within(list, page).filter((row) => !shown.has(row.id)).length,
    waitingIsMore: hasGap(list, page),
  }
}

/** Puts what waits on top. Rows that no longer belong in the list leave it now, at the reader's own wish. */
export function showWaiting(list: PredictionList): PredictionList {
  const page = list.newest
  if (page === null) return list
  const lastRead = page.predictions.at(-1)
  if (lastRead === undefined || hasGap(list, page)) return showAll(page)
  const read = new Set(page.predictions.map((row) => row.id))
  const isUnread = (row: Prediction): boolean => !read.has(row.id) && row.startedAt <= lastRead.startedAt
  const older = page.nextCursor === null ? [] : list.rows.filter(isUnread)
  return { ...list, rows: [...within(list, page), ...older], waiting: 0, waitingIsMore: false }
}

export function appendOlder(list: PredictionList, page: PredictionPage): PredictionList {
  const shown = new Set(list.rows.map((row) => row.id))
  const rows = [...list.rows, ...page.predictions.filter((row) => !shown.has(row.id))]
  const highlights = { ...list.highlights, ...page.highlights }
  return { ...list, rows, highlights, olderCursor: page.nextCursor, searchedTo: page.searchedTo ?? null }
}

export function replaceRow(list: PredictionList, prediction: Prediction): PredictionList {
  return { ...list, rows: list.rows.map((row) => (row.id === prediction.id ? prediction : row)) }
}

function showAll(page: PredictionPage): PredictionList {
  return {
    rows: page.predictions,
    olderCursor: page.nextCursor,
    highlights: page.highlights ?? {},
    searchedTo: page.searchedTo ?? null,
    newest: page,
    waiting: 0,
    waitingIsMore: false,
  }
}

/**
 * The rows of a page down to the last one shown. What is below is no news: it came into the page because others left it
 * or because the page is longer than the list, and "older" will bring it.
 */
function within(list: PredictionList, page: PredictionPage): Prediction[] {
  const lastShown = list.rows.at(-1)
  if (lastShown === undefined || list.olderCursor === null) return page.predictions
  const shown = new Set(list.rows.map((row) => row.id))
  return page.predictions.filter((row) => shown.has(row.id) || row.startedAt >= lastShown.startedAt)
}

/** The page does not reach down to anything shown, so rows between the two are unknown. */
function hasGap(list: PredictionList, page: PredictionPage): boolean {
  if (page.nextCursor === null) return false
  const shown = new Set(list.rows.map((row) => row.id))
  return !page.predictions.some((row) => shown.has(row.id))
}
