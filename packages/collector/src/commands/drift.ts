// `trimtab drift`: what has drifted, straight from the database, whether or not a collector runs on it. What is not counted
// yet is counted first.

import { writeFileSync } from 'node:fs'
import type { DriftReport } from '@trimtab/contract/drift'
import { Command, Option } from 'commander'
import { systemClock } from '../clock.ts'
import { readDriftReport } from '../drift/report/read-drift-report.ts'
import { openStore } from '../open-store.ts'
import { meaningOf, Refusal } from '../refusal.ts'
import { counted } from '../reporting/amounts.ts'
import { reportPage } from '../reporting/html/page.ts'
import { reportText } from '../reporting/text/report-text.ts'
import type { Store } from '../store/store.ts'
import { createNewsWatcher } from '../watch/watch-news.ts'
import { parseSince, parseTime, SINCE_DEFAULT, windowOf } from './drift-options.ts'
import { terminalOf } from './drift-terminal.ts'
import { dataOption } from './options.ts'
import { type Progress, showProgress } from './progress.ts'

const FAIL_ON = ['drift', 'alarm'] as const

interface DriftOptions {
  data: string
  task?: string
  since?: number
  from?: number
  to?: number
  failOn?: (typeof FAIL_ON)[number]
  html?: string
  json?: boolean
}

/** Of a step of counting, after which it is said how far it is. */
const STEP_MS = 500
/** Are named where another was asked for. */
const TASKS_NAMED = 10

export function driftCommand(): Command {
  return new Command('drift')
    .description('say what has drifted, from the database itself; whether or not a collector runs on it')
    .addOption(dataOption())
    .option('--task <name>', 'only this task')
    .addOption(
      new Option('--since <time>', `the last hours, days or weeks; ${SINCE_DEFAULT} without it`).argParser(parseSince),
    )
    .addOption(new Option('--from <time>', 'when the time to look at begins').argParser(parseTime))
    .addOption(new Option('--to <time>', 'when it ends; now without it').argParser(parseTime))
    .addOption(
      new Option(
        '--fail-on <what>',
        'end with 1 where a signal has drifted or an alarm is open, or for alarms alone',
      ).choices(FAIL_ON),
    )
    .option('--html <file>', 'write the report to a file, as one page that needs nothing else')
    .option('--json', 'print JSON')
    .action(report)
}

async function report(options: DriftOptions): Promise<void> {
  const nowMs = systemClock()
  const window = windowOf({ sinceMs: options.since, fromMs: options.from, toMs: options.to }, nowMs)
  if (typeof window === 'string') throw new Refusal('drift.invalid', window)
  const store = openStore(options.data, { mustExist: true })
  const progress = showProgress(options)
  try {
    await countWhatWaits(store, progress)
    const found = await readReport(store, options.task, window)
    progress.clear()
    if (options.html !== undefined) writePage(options.html, found, nowMs)
    console.log(
      options.json === true ? JSON.stringify(found) : describe(found, new Date(nowMs).toISOString(), options.html),
    )
    if (fails(found, options.failOn)) process.exitCode = 1
    if (options.failOn !== undefined && found.signals.every(({ state }) => state === 'no_data'))
      console.error('Nothing could be judged: no signal has enough data on both sides, so nothing has failed.')
  } finally {
    progress.clear()
    store.close()
  }
}

/** Where a collector runs it counts as well: whoever comes first has counted, and nothing is counted twice. */
async function countWhatWaits({ rows, state }: Store, progress: Progress): Promise<void> {
  const watcher = createNewsWatcher({ rows, state, clock: systemClock })
  const isWatched = process.stderr.isTTY
  const before = isWatched ? 0 : await countedIn(state)
  progress.show('Counting what waits')
  if (!isWatched) console.error('Counting what waits.')
  for (let steps = 1; await watcher.step(STEP_MS); steps += 1) progress.show(`Counting what waits, step ${steps}`)
  if (!isWatched) console.error(`Counted ${counted((await countedIn(state)) - before, 'prediction')}.`)
}

/** Of all tasks. */
async function countedIn(state: Store['state']): Promise<number> {
  let sum = 0
  for (const task of await state.watchedTasks()) sum += (await state.watch(task))?.counted ?? 0
  return sum
}

async function readReport(
  { state }: Store,
  task: string | undefined,
  window: { fromMs: number; toMs: number },
): Promise<DriftReport> {
  if (task !== undefined && (await state.watch(task)) === null)
    throw new Refusal('task.not_found', notWatched(task, await state.watchedTasks()))
  const tasks = task === undefined ? undefined : [task]
  return readDriftReport({ state, clock: systemClock, isCaughtUp: true, tasks, ...window })
}

function notWatched(task: string, tasks: readonly string[]): string {
  const named = tasks.slice(0, TASKS_NAMED).map((each) => JSON.stringify(each))
  const more = tasks.length > named.length ? ', …' : ''
  const there = tasks.length === 0 ? 'there is none yet' : `there are ${named.join(', ')}${more}`
  return `No task is called ${JSON.stringify(task)}; ${there}.`
}

function describe(found: DriftReport, madeAt: string, htmlFile: string | undefined): string {
  const terminal = terminalOf(process.stdout, process.env, process.platform)
  const text = reportText(found, terminal, madeAt)
  return htmlFile === undefined ? text : `${text}\n\nThe report as a page: ${htmlFile}`
}

function writePage(file: string, found: DriftReport, nowMs: number): void {
  try {
    writeFileSync(file, reportPage(found, new Date(nowMs).toISOString()))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new Refusal('file.unwritable', `${file} cannot be written: ${meaningOf(code)}.`, { cause: error })
  }
}

function fails({ signals, alarms }: DriftReport, failOn: DriftOptions['failOn']): boolean {
  if (failOn === undefined) return false
  return alarms.length > 0 || (failOn === 'drift' && signals.some(({ state }) => state === 'drift'))
}
