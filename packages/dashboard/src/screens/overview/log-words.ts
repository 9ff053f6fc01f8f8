// What the log says, in words: only what is known. Nothing here claims that a model is well or has drifted; that takes
// a reference and a test.
import type { Overview, Task } from '@trimtab/contract'
import { formatCount, formatCounted, formatTimes } from '../../format/number.ts'

/** A task's line of the log: its name is shown on its own, so that it can be set apart. */
export interface LogLine {
  task: string | null
  words: string
  /** Nothing but errors: somebody has to look. */
  needsYou: boolean
}

/** More tasks than this are told together: the sentence has to be read in ten seconds. */
const TASKS_TOLD_MAX = 2

export function logLines(tasks: Task[], locale?: string): LogLine[] {
  if (tasks.length > TASKS_TOLD_MAX) {
    const answers = tasks.reduce((sum, task) => sum + task.predictions - task.errors, 0)
    const words = `${formatCount(tasks.length, locale)} tasks have answered ${formatTimes(answers, locale)}.`
    return [{ task: null, words, needsYou: false }]
  }
  return tasks.map((task) => {
    const answers = task.predictions - task.errors
    if (answers > 0) return { task: task.task, words: `has answered ${formatTimes(answers, locale)}.`, needsYou: false }
    return {
      task: task.task,
      words: `has failed ${formatTimes(task.errors, locale)} and not answered yet.`,
      needsYou: true,
    }
  })
}

export function logEvidence(overview: Overview, locale?: string): string {
  const errors = overview.tasks.reduce((sum, task) => sum + task.errors, 0)
  const seen = `${formatCounted(overview.predictions, 'prediction', locale)} seen, ${formatCounted(errors, 'error', locale)}.`
  if (overview.rated === 0) return `${seen} None rated yet, so nothing is known of their quality.`
  const rated = formatCount(overview.rated, locale)
  return `${seen} ${rated} rated, ${formatCount(overview.corrected, locale)} corrected.`
}
