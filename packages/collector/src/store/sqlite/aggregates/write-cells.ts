// Adds to the sums, inside somebody's transaction: what a fold says, in each grain, and no more tasks and sources of a
// time than there is room for.

import type Database from 'better-sqlite3'
import type { Tally } from '../../../sketches/tally.ts'
import {
  type Cell,
  CELL_LEVELS,
  type Folded,
  SOURCES_OF_ALL_MAX,
  SOURCES_PER_CELL_MAX,
  TASKS_PER_TIME_MAX,
} from '../../rows-folding.ts'
import { prepareFindName } from '../dictionary.ts'
import { createCellStore, prepareSourcesOf, prepareTasksOf } from './cells.ts'
import { ALL, BY_BOTH, BY_SOURCE, BY_TASK, OTHERS, sumsBySource, timeSumsOf } from './grains.ts'
import type { Part } from './parts.ts'
import { prepareAddFacets } from './write-facets.ts'

export type AddFolded = (folded: Folded, part: Part) => void

export function prepareAddFolded(client: Database.Database): AddFolded {
  const cells = createCellStore(client)
  const tasksOf = prepareTasksOf(client, cells)
  const sourcesOf = prepareSourcesOf(client, cells)
  const addFacets = prepareAddFacets(client)
  const findTask = prepareFindName(client, 'task')

  return (folded, part) => {
    const ids = new Map<string, number>()
    const idOf = (task: string): number => {
      const id = ids.get(task) ?? findTask(task)
      if (id === null) throw new Error(`the task ${JSON.stringify(task)} is counted and not known`)
      ids.set(task, id)
      return id
    }
    // Before anything is added: a task of which nothing is left has facets that are taken back too.
    const everTasks = tasksOf([CELL_LEVELS.indexOf('ever'), BY_TASK, 0], part, TASKS_PER_TIME_MAX.ever)
    const hasCell = new Set(folded.cells.map(({ task }) => task))
    const listed = new Set(
      [...new Set(folded.facets.map(({ task }) => task))].filter(
        (task) => everTasks.isIn(idOf(task)) || (hasCell.has(task) && everTasks.placeOf(idOf(task)) !== OTHERS),
      ),
    )

    for (const { level, startMs, all, byTask, bySource, byBoth } of timeSumsOf(folded.cells)) {
      const place = CELL_LEVELS.indexOf(level)
      cells.add([place, ALL, startMs, OTHERS, OTHERS, part], all.tally)
      const tasks = level === 'ever' ? everTasks : tasksOf([place, BY_TASK, startMs], part, TASKS_PER_TIME_MAX[level])
      for (const [task, ofTask] of Map.groupBy(byBoth, (cell) => tasks.placeOf(idOf(cell.task))))
        sourcesOf([place, BY_BOTH, startMs, task], part, SOURCES_PER_CELL_MAX).addAll(
          sumsBySource(ofTask).map(ofSource),
        )
      tasks.addAll(byTask.map(({ task, tally }) => ({ id: idOf(task), tally })))
      sourcesOf([place, BY_SOURCE, startMs, OTHERS], part, SOURCES_OF_ALL_MAX).addAll(bySource.map(ofSource))
    }

    const all = sumFacets(folded.facets)
    if (all.length > 0) addFacets(all, OTHERS, part)
    for (const [task, ofTask] of Map.groupBy(folded.facets, (facet) => facet.task))
      if (listed.has(task)) addFacets(ofTask, idOf(task), part)
  }
}

function ofSource({ source, tally }: Cell): { id: number; tally: Tally } {
  return { id: source.id, tally }
}

type Facet = Folded['facets'][number]

/** Of all tasks together. */
function sumFacets(facets: readonly Facet[]): Facet[] {
  const byName = Map.groupBy(facets, ({ name }) => name)
  return [...byName.values()].flatMap((ofName) =>
    [...Map.groupBy(ofName, ({ value }) => value).values()].flatMap((alike) => {
      const [first] = alike
      if (first === undefined) return []
      const predictions = alike.reduce((total, each) => total + each.predictions, 0)
      const lastMs = alike.reduce((last, each) => Math.max(last, each.lastMs), 0)
      return predictions === 0 ? [] : [{ ...first, predictions, lastMs }]
    }),
  )
}
