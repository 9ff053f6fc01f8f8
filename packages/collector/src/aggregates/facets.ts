// What there is to choose from: what sources say, tags, and values of metadata.

import { type Facet, type Facets, SLICES } from '@trimtab/contract'
import type { RowsReading } from '../store/rows-reading.ts'

/** What fits a list to choose from; the most frequent. */
const VALUES_SHOWN_MAX = 200

type Counted = Awaited<ReturnType<RowsReading['facets']>>

/** Of one task, or of all. */
export async function readFacets(rows: Pick<RowsReading, 'facets'>, task: string | null): Promise<Facets> {
  const byName = Map.groupBy(await rows.facets(task), ({ name }) => name)
  return { facets: [...byName].toSorted(([left], [right]) => compareNames(left, right)).map(facetOf) }
}

function facetOf([name, counted]: [string, Counted]): Facet {
  const values = counted
    .toSorted((left, right) => right.predictions - left.predictions || (left.value < right.value ? -1 : 1))
    .slice(0, VALUES_SHOWN_MAX)
    .map(({ value, predictions, lastMs }) => ({ value, predictions, lastAt: new Date(lastMs).toISOString() }))
  return { name, values, isCut: counted.length > values.length }
}

const ORDER: readonly string[] = [...SLICES, 'tag']

/** Slices as they are listed, then tags, then metadata by its keys. */
function compareNames(left: string, right: string): number {
  const [place, other] = [left, right].map((name) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length))
  return (place ?? 0) - (other ?? 0) || (left < right ? -1 : 1)
}
