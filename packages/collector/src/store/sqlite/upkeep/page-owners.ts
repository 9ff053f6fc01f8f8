// Whose the pages of the file are: for each table and index about how many. Asking SQLite would read all of the file;
// this looks at some thousand pages, evenly spread, and follows each up to its root by the map of parents that SQLite
// keeps for moving pages (https://www.sqlite.org/fileformat2.html#pointer_map_or_ptrmap_pages). What is still in the log
// is not seen.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const SAMPLES_MAX = 4096
/** A long text is a chain of pages. */
const STEPS_MAX = 512
/** Of an entry of the map: a kind, and the page above. */
const ENTRY_BYTES = 5
const KIND = { root: 1, free: 2 } as const
/** SQLite leaves out the page with this byte, for locks. */
const LOCK_BYTE = 1024 * 1024 * 1024

/** Pages by their root page, and by 0 what is free or of the map. Of a small file exact, else in proportion. */
export function countPageOwners(file: string, pageBytes: number): Map<number, number> {
  const descriptor = openSync(file, 'r')
  try {
    const pages = Math.floor(fstatSync(descriptor).size / pageBytes)
    const rootOf = prepareRootOf(descriptor, pageBytes)
    const stride = Math.max(1, Math.ceil(pages / SAMPLES_MAX))
    const owners = new Map<number, number>()
    for (let page = 1; page <= pages; page += stride) {
      const root = rootOf(page)
      owners.set(root, (owners.get(root) ?? 0) + Math.min(stride, pages - page + 1))
    }
    return owners
  } finally {
    closeSync(descriptor)
  }
}

function prepareRootOf(descriptor: number, pageBytes: number): (page: number) => number {
  const pagesPerMap = Math.floor(pageBytes / ENTRY_BYTES)
  const maps = new Map<number, Buffer>()

  function mapOf(page: number): number {
    const map = Math.floor((page - 2) / (pagesPerMap + 1)) * (pagesPerMap + 1) + 2
    return map === LOCK_BYTE / pageBytes + 1 ? map + 1 : map
  }

  function entryOf(page: number): { kind: number; above: number } {
    const number = mapOf(page)
    if (number >= page) return { kind: KIND.free, above: 0 }
    let map = maps.get(number)
    if (map === undefined) {
      map = Buffer.alloc(pageBytes)
      readSync(descriptor, map, 0, pageBytes, (number - 1) * pageBytes)
      maps.set(number, map)
    }
    const offset = ENTRY_BYTES * (page - number - 1)
    return { kind: map.readUInt8(offset), above: map.readUInt32BE(offset + 1) }
  }

  return (page) => {
    let at = page
    for (let steps = 0; steps < STEPS_MAX; steps += 1) {
      // The first page is the root of the schema, and in no map.
      if (at === 1) return 1
      const { kind, above } = entryOf(at)
      if (kind === KIND.root) return at
      if (kind === KIND.free || above === 0) return 0
      at = above
    }
    return 0
  }
}
