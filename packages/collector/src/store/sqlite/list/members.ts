// Which rows of a run can be what is asked for, by the indexes that begin with the run: a person, a key, words, labels,
// opinions. They may be more than are, and never fewer: rows that are not indexed for search yet all can be.

import type Database from 'better-sqlite3'
import { placesOf } from '../../../search/match.ts'
import type { Search, SearchTerm } from '../../../search/search.ts'
import type { PredictionFilter } from '../../rows-reading.ts'
import { RUN_ROWS } from '../runs.ts'
import { metadataLabel, tagLabel } from '../search/labels.ts'
import { matchLabels, matchSources, matchTerm } from '../search/tokens.ts'
import { asksForSource, type Conditions, IS_SOURCE_ASKED } from './conditions.ts'

interface Members {
  count: number
  has: (rowId: number) => boolean
  ids: () => number[]
}

export type MembersOfRun = (run: number) => Members

/** One run at a time: what is looked up of it, narrowest first. */
type Narrow = (run: number) => number[]

/** Of 16 KB each. */
const REMEMBERED_RUNS_MAX = 64

export interface FoundMembers {
  /** Null: no such index knows anything of what is asked. */
  membersOf: MembersOfRun | null
  /** Whether a run is likely to hold few of them. */
  areFew: boolean
}

/** Beyond it, indexes are no help in finding what was made by one of them. */
const SOURCES_MAX = 256

/** Ready to say which rows can be asked for. Null: none can. */
export function prepareMembers(
  client: Database.Database,
): (filter: PredictionFilter, conditions: Conditions) => FoundMembers | null {
  const selectSources = client
    .prepare<Conditions & { limit: number }, number>(`SELECT id FROM source WHERE ${IS_SOURCE_ASKED} LIMIT @limit`)
    .pluck()
  const byHash = (column: string) =>
    client.prepare<[number, number], number>(`SELECT id FROM prediction WHERE id >> 14 = ? AND ${column} = ?`).pluck()
  const selects = { keyHash: byHash('key_hash'), responseHash: byHash('response_hash'), person: byHash('person') }
  const selectOpinion = {
    up: prepareOpinion(client, "thumbs = 'up'"),
    down: prepareOpinion(client, "thumbs = 'down'"),
    corrected: prepareOpinion(client, 'is_corrected = 1'),
    conflicting: prepareOpinion(client, 'is_conflicting = 1'),
  }
  const openIndexed = prepareFindIndexed(client)

  return (filter, conditions) => {
    const findIndexed = openIndexed()
    const narrows: Narrow[] = []
    for (const name of ['keyHash', 'responseHash', 'person'] as const) {
      const value = conditions[name]
      if (value !== null) narrows.push((run) => selects[name].all(run, value))
    }
    const labels = labelsAsked(filter)
    if (labels.length > 0) narrows.push((run) => findIndexed('labels', matchLabels(run, labels), run))
    if (filter.search !== undefined) narrows.push(...narrowsOfSearch(filter.search, findIndexed))
    if (filter.feedback !== undefined && filter.feedback !== 'none') narrows.push(selectOpinion[filter.feedback])
    if (narrows.length > 0) return { membersOf: rememberRuns((run) => narrowed(run, narrows)), areFew: true }
    if (!asksForSource(conditions)) return { membersOf: null, areFew: false }
    const sources = selectSources.all({ ...conditions, limit: SOURCES_MAX + 1 })
    if (sources.length === 0) return null
    if (sources.length > SOURCES_MAX) return { membersOf: null, areFew: false }
    const narrow: Narrow = (run) => findIndexed('output', matchSources(run, sources), run)
    return { membersOf: rememberRuns((run) => narrowed(run, [narrow])), areFew: false }
  }
}

export function labelsAsked({ tags = [], metadata = [] }: PredictionFilter): string[] {
  return [...tags.map(tagLabel), ...metadata.map(({ key, value }) => metadataLabel(key, value))]
}

/** One for each term that must be there, in all places where it may be; long words are rare. */
function narrowsOfSearch(search: Search, findIndexed: FindIndexed): Narrow[] {
  const lengthOf = ({ words }: SearchTerm): number => Math.max(...words.map((word) => word.length))
  return search.terms
    .filter(({ isExcluded }) => !isExcluded)
    .toSorted((left, right) => lengthOf(right) - lengthOf(left))
    .map((term) => (run) => placesOf(search).flatMap((place) => findIndexed(place, matchTerm(run, term), run)))
}

/** What is left of a few rows is told by the rows themselves. */
const FEW = 16

function narrowed(run: number, narrows: readonly Narrow[]): Members {
  const first = run * RUN_ROWS
  let marks: Uint8Array | null = null
  let count = 0
  for (const narrow of narrows) {
    const ids = narrow(run)
    if (ids.length === 0) return NOBODY
    const kept = new Uint8Array(RUN_ROWS)
    let keptCount = 0
    for (const id of ids) {
      const place = id - first
      if (kept[place] === 1 || (marks !== null && marks[place] !== 1)) continue
      kept[place] = 1
      keptCount += 1
    }
    marks = kept
    count = keptCount
    if (count <= FEW) break
  }
  return {
    count,
    has: (rowId) => marks?.[rowId - first] === 1,
    ids: () => {
      const ids: number[] = []
      for (let place = marks?.indexOf(1) ?? -1; place !== -1; place = marks?.indexOf(1, place + 1) ?? -1)
        ids.push(first + place)
      return ids
    },
  }
}

const NOBODY: Members = { count: 0, has: () => false, ids: () => [] }

function rememberRuns(find: MembersOfRun): MembersOfRun {
  const remembered = new Map<number, Members>()
  return (run) => {
    let members = remembered.get(run)
    if (members === undefined) {
      members = find(run)
      if (remembered.size >= REMEMBERED_RUNS_MAX) remembered.clear()
      remembered.set(run, members)
    }
    return members
  }
}

function prepareOpinion(client: Database.Database, isAsked: string): Narrow {
  const select = client
    .prepare<[number, number], number>(
      `SELECT prediction FROM opinion WHERE prediction >= ? AND prediction < ? AND ${isAsked}`,
    )
    .pluck()
  return (run) => select.all(run * RUN_ROWS, (run + 1) * RUN_ROWS)
}

type FindIndexed = (part: 'input' | 'output' | 'labels', match: string, run: number) => number[]

/** With all rows of the run of which the index does not know, or no longer. */
function prepareFindIndexed(client: Database.Database): () => FindIndexed {
  const select = (part: string) =>
    client.prepare<[string], number>(`SELECT rowid FROM search_${part} WHERE search_${part} MATCH ?`).pluck()
  const selects = { input: select('input'), output: select('output'), labels: select('labels') }
  const selectDone = client.prepare<[], number>("SELECT done FROM progress WHERE name = 'search'").pluck()
  const selectAfter = client
    .prepare<[number, number], number>(
      'SELECT id FROM prediction INDEXED BY prediction_identity WHERE id >> 14 = ? AND id > ?',
    )
    .pluck()
  const selectNoted = client
    .prepare<[number, number], number>('SELECT prediction FROM search_again WHERE prediction >= ? AND prediction < ?')
    .pluck()

  return () => {
    const done = selectDone.get() ?? 0
    let unknown: { run: number; ids: number[] } | null = null
    function unknownOf(run: number): number[] {
      if (unknown?.run === run) return unknown.ids
      const end = (run + 1) * RUN_ROWS
      const ids = selectNoted.all(run * RUN_ROWS, end)
      if (end > done + 1) ids.push(...selectAfter.all(run, done))
      unknown = { run, ids }
      return ids
    }
    return (part, match, run) => {
      const indexed = selects[part].all(match)
      const others = unknownOf(run)
      return others.length === 0 ? indexed : [...indexed, ...others]
    }
  }
}
