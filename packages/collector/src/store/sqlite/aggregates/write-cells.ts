// Adds to the sums, inside somebody's transaction: what a fold says, in each grain, and no more tasks and sources of a
// time than there is room for.

import type Database from 'better-sqlite3'
import type { Tally } from '../../../sketches/tally.ts'
import {
  type Cell,
  CELL_LEVELS,
  SOURCES_OF_ALL_MAX,
  SOURCES_PER_CELL_MAX,
  TASKS_PER_TIME_MAX,
} from '../../rows-folding.ts'
import { prepareFindName } from '../dictionary.ts'
import { createCellStore, prepareSourcesOf, prepareTasksOf } from './cells.ts'
import { ALL, BY_BOTH, BY_SOURCE, BY_TASK, type Graded, OTHERS, sumsBySource } from './grains.ts'
import type { Part } from './parts.ts'
import { prepareAddFacets } from './write-facets.ts'

export type AddGraded = (graded: Graded, part: Part) => void

export function prepareAddGraded(client: Database.Database): AddGraded {
  const cells = createCellStore(client)
  const tasksOf = prepareTasksOf(client, cells)
  const sourcesOf = prepareSourcesOf(client, cells)
  const addFacets = prepareAddFacets(client)
  const findTask = prepareFindName(client, 'task')

  return ({ times, facets, allFacets, hasCell }, part) => {
    const ids = new Map<string, number>()
    const idOf = (task: string): number => {
      const id = ids.get(task) ?? findTask(task)
      if (id === null) throw new Error(`the task ${JSON.stringify(task)} is counted and not known`)
      ids.set(task, id)
      return id
    }
    // Before anything is added: a task of which nothing is left has facets that are taken back too.
    const everTasks = tasksOf([CELL_LEVELS.indexOf('ever'), BY_TASK, 0], part, TASKS_PER_TIME_MAX.ever)
    const listed = new Set(
      [...new Set(facets.map(({ task }) => task))].filter(
        (task) => everTasks.isIn(idOf(task)) || (hasCell.has(task) && everTasks.placeOf(idOf(task)) !== OTHERS),
      ),
    )

    for (const { level, startMs, all, byTask, bySource, byBoth } of times) {
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

    if (allFacets.length > 0) addFacets(allFacets, OTHERS, part)
    for (const [task, ofTask] of Map.groupBy(facets, (facet) => facet.task))
      if (listed.has(task)) addFacets(ofTask, idOf(task), part)
  }
}

function ofSource({ source, tally }: Cell): { id: number; tally: Tally } {
  return { id: source.id, tally }
}
