// One page of names in the order they were first heard of, newest first. Names stay when what they stood for is gone, so
// there may be many in a row that nothing is left of: what a page looks at is bounded, and it may end early for that.

import { PAGE_ROWS_MAX } from '../../session-bounds.ts'

const NAMES_AT_ONCE = 256

export interface Named {
  id: number
  name: string
}

interface PageOptions<Item> {
  limit: number
  /** Only names before this one; null is from the newest on. */
  before: number | null
  /** The newest names before an id. */
  names: (before: number, limit: number) => Named[]
  /** Null where it does not belong on the page. */
  look: (named: Named) => { item: Item | null; rows: number }
}

/** `after`: the id that the next page comes after; null where this one is the last. */
export function takePage<Item>({ limit, before, names, look }: PageOptions<Item>): {
  items: Item[]
  after: number | null
} {
  const items: Item[] = []
  let [seen, shown] = [before ?? Number.MAX_SAFE_INTEGER, before]
  let rowsLooked = 0
  for (;;) {
    const some = names(seen, NAMES_AT_ONCE)
    for (const named of some) {
      if (rowsLooked > PAGE_ROWS_MAX) return { items, after: seen }
      const { item, rows } = look(named)
      rowsLooked += rows
      seen = named.id
      if (item === null) continue
      if (items.length === limit) return { items, after: shown }
      items.push(item)
      shown = named.id
    }
    if (some.length < NAMES_AT_ONCE) return { items, after: null }
  }
}
