// The first screen's figures out of the sums.

import type { Overview, Task } from '@trimtab/contract'
import type { Tally } from '../sketches/tally.ts'
import { CELL_MS, type Sum, type TaskTimes } from '../store/rows-folding.ts'
import type { RowsReading } from '../store/rows-reading.ts'
import { figuresOf } from './figures.ts'

/** Nobody reads a longer list, and whoever has more tasks than that has mistaken something else for a task. */
const TASKS_MAX = 1_000

export async function readOverview(
  rows: Pick<RowsReading, 'sums' | 'taskTimes' | 'waiting'>,
  nowMs: number,
): Promise<Overview> {
  const shown = await rows.taskTimes(TASKS_MAX)
  const tasks = shown.map(({ task }) => task)
  const hourMs = Math.floor(nowMs / CELL_MS.hour) * CELL_MS.hour
  const [all, ever, day, dayBefore, waiting] = await Promise.all([
    rows.sums({ level: 'ever' }),
    rows.sums({ level: 'ever', tasks, byTask: true }),
    rows.sums({ level: 'hour', tasks, byTask: true, fromMs: hourMs - CELL_MS.day, toMs: hourMs + CELL_MS.hour }),
    rows.sums({ level: 'hour', tasks, byTask: true, fromMs: hourMs - 2 * CELL_MS.day, toMs: hourMs - CELL_MS.day }),
    rows.waiting(),
  ])
  const { predictions, rated, corrected } = figuresOf(all.sums[0]?.tally)
  const [everOf, dayOf, dayBeforeOf] = [byTask(ever.sums), byTask(day.sums), byTask(dayBefore.sums)]
  return {
    predictions,
    rated,
    corrected,
    waiting,
    tasks: shown.map((times) =>
      taskOf(times, everOf.get(times.task), dayOf.get(times.task), dayBeforeOf.get(times.task)),
    ),
    isWhole: [all, ever, day, dayBefore].every(({ isWhole }) => isWhole),
  }
}

function byTask(sums: readonly Sum[]): Map<string | null, Tally> {
  return new Map(sums.map(({ task, tally }) => [task, tally]))
}

function taskOf({ task, kind, firstMs, lastMs }: TaskTimes, ever?: Tally, day?: Tally, dayBefore?: Tally): Task {
  const { predictions, errors, thumbsUp, thumbsDown, corrected } = figuresOf(ever)
  return {
    task,
    kind,
    predictions,
    errors,
    thumbsUp,
    thumbsDown,
    corrected,
    firstAt: new Date(firstMs).toISOString(),
    lastAt: new Date(lastMs).toISOString(),
    day: figuresOf(day),
    dayBefore: figuresOf(dayBefore),
  }
}
