// The sums out of the cells, with what is stored and not in them yet: few rows, or the answer says that it is not whole.

import { SLICES } from '@trimtab/contract'
import { addEncoded, addTally, emptyTally, isEmptyTally, type Tally } from '../../../sketches/tally.ts'
import { type Cell, CELL_LEVELS, type FoundSums, type Source, type Sum, type SumQuery } from '../../rows-folding.ts'
import type { Connection } from '../connection.ts'
import { prepareFindName } from '../dictionary.ts'
import type { StoreRules } from '../rules.ts'
import { prepareReadSource, prepareReadTask } from './measured.ts'
import { GONE, STORED } from './parts.ts'
import { prepareProgress, UNFOLDING } from './progress.ts'
import { prepareReadTail } from './tail.ts'

type Row = [source: number, start: number, tally: string]

export function prepareReadSums({ $client: client }: Connection, rules: StoreRules): (query: SumQuery) => FoundSums {
  const progress = prepareProgress(client)
  const readTail = prepareReadTail(client, rules)
  const readTask = prepareReadTask(client)
  const readSource = prepareReadSource(client)
  const findTask = prepareFindName(client, 'task')
  const selectTasks = client.prepare<[], number>('SELECT id FROM task').pluck()
  // By task, because the key begins with it: a time of all tasks is a time of each.
  const select = client
    .prepare<[level: number, task: number, fromMs: number, toMs: number, firstPart: number], Row>(
      `SELECT source, start, tally FROM cell
       WHERE level = ? AND task = ? AND start >= ? AND start < ? AND part BETWEEN ? AND ${GONE}`,
    )
    .raw()

  return client.transaction((query: SumQuery): FoundSums => {
    const now = progress.read()
    // While sums are being forgotten some of them are there and others are not.
    const firstPart = now.done === UNFOLDING ? GONE : STORED
    const tail = readTail(now)
    const sums = createSums(query)
    const { fromMs = 0, toMs = Number.MAX_SAFE_INTEGER } = query.level === 'ever' ? {} : query
    const tasks = query.tasks?.map(findTask).filter((id) => id !== null) ?? selectTasks.all()
    for (const id of tasks) {
      const task = readTask(id)
      for (const [source, startMs, tally] of select.all(
        CELL_LEVELS.indexOf(query.level),
        id,
        fromMs,
        toMs,
        firstPart,
      )) {
        const into = sums.of({ task, source: readSource(source), startMs })
        if (into !== null) addEncoded(into, tally)
      }
    }
    for (const cell of tail?.cells ?? []) {
      const fits =
        cell.level === query.level &&
        (query.tasks?.includes(cell.task) ?? true) &&
        cell.startMs >= fromMs &&
        cell.startMs < toMs
      const into = fits ? sums.of(cell) : null
      if (into !== null) addTally(into, cell.tally)
    }
    return { sums: sums.all(), isWhole: tail !== null }
  })
}

interface Sums {
  /** Null where the source is none of those asked for. */
  of: (place: Pick<Cell, 'task' | 'source' | 'startMs'>) => Tally | null
  all: () => Sum[]
}

function createSums({ byTask = false, byTime = false, bySlice = null, only = {} }: SumQuery): Sums {
  const sums = new Map<string, Sum>()
  const isWanted = (source: Source): boolean =>
    SLICES.every((slice) => {
      const value = source[slice]
      return only[slice] === undefined || (value !== null && only[slice].includes(value))
    })

  return {
    of: ({ task, source, startMs }) => {
      if (!isWanted(source)) return null
      const place = {
        task: byTask ? task : null,
        slice: bySlice === null ? null : source[bySlice],
        startMs: byTime ? startMs : 0,
      }
      const key = JSON.stringify(Object.values(place))
      let sum = sums.get(key)
      if (sum === undefined) {
        sum = { ...place, tally: emptyTally() }
        sums.set(key, sum)
      }
      return sum.tally
    },
    // What was taken back of late may leave nothing.
    all: () => [...sums.values()].filter(({ tally }) => !isEmptyTally(tally)),
  }
}
