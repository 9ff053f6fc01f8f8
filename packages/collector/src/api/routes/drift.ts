// What has drifted: reports over all signals, one signal in depth, and what tasks are compared with.

import { DRIFT_DAYS_MAX } from '@trimtab/contract'
import type { DriftBaseline, DriftBaselineInput, DriftReport } from '@trimtab/contract/drift'
import type { Hono, MiddlewareHandler } from 'hono'
import { defaultBaseline } from '../../drift/references/default-baseline.ts'
import { endOfHour } from '../../drift/hours.ts'
import { readDriftReport } from '../../drift/report/read-drift-report.ts'
import { reportPage } from '../../reporting/html/page.ts'
import { PAGE_POLICY } from '../../reporting/html/style.ts'
import { isAllCounted } from '../../watch/is-all-counted.ts'
import { pinDataset } from '../../watch/pin-dataset.ts'
import type { AppParts } from '../app-parts.ts'
import { askedTime } from '../asked-time.ts'
import { cellsInTurns } from '../cells-in-turns.ts'
import { changedBy } from '../changed-by.ts'
import { type Asked, endpoint } from '../endpoint.ts'
import { ProblemError } from '../problem.ts'

const DAY_MS = 86_400_000
/** Tasks of which it is known that there are predictions, though none may be counted yet. */
const TASKS_MAX = 1_000

type DriftParts = Pick<AppParts, 'state' | 'rows' | 'clock' | 'jobs' | 'budget'>

/** The page has a style in itself, and may have nothing else; whoever shows it beside the dashboard is not it. */
export const limitDriftPage: MiddlewareHandler = async function limitDriftPage(context, next) {
  await next()
  context.res.headers.set('content-security-policy', `${PAGE_POLICY}; frame-ancestors 'none'`)
}

export function driftRoutes(app: Hono, parts: DriftParts): void {
  const { state, rows, clock } = parts

  async function readAsked({ task, segment, ...asked }: Asked<'readDrift'>['query']): Promise<DriftReport> {
    if (task !== undefined) await requireTask(parts, task)
    return readDriftReport({
      state: cellsInTurns(state),
      clock,
      isCaughtUp: await isAllCounted({ state, rows }),
      tasks: task === undefined ? undefined : [task],
      ...windowOf(asked, clock()),
      segment: segmentsIn(segment),
    })
  }

  endpoint(app, parts, 'readDrift', ({ query }) => readAsked(query))

  endpoint(app, parts, 'readDriftPage', async ({ query }, context) => {
    const report = await readAsked(query)
    return context.html(reportPage(report, new Date(clock()).toISOString()))
  })

  // No signal of a task is called as what stands here.
  baselineRoutes(app, parts)
}

function baselineRoutes(app: Hono, parts: DriftParts): void {
  const { state, rows, clock } = parts

  endpoint(app, parts, 'readDriftBaseline', async ({ path: { task } }) => {
    return (await state.baseline(task)) ?? defaultBaseline(task)
  })

  endpoint(app, parts, 'saveDriftBaseline', async ({ path: { task }, body, caller }) => {
    await requireTask(parts, task)
    const by = changedBy(caller, clock)
    const baseline = newBaseline(task, body, by.at)
    const { reference } = baseline
    if (reference.kind === 'dataset') await pin({ state, rows }, baseline, reference)
    await state.saveBaseline(baseline, by)
    parts.jobs.poke('alert')
    return baseline
  })
}

/** What is not said is as it is without anybody saying anything. */
function newBaseline(
  task: string,
  { reference, tolerances, segments, ignored }: DriftBaselineInput,
  changedAt: string,
): DriftBaseline {
  const before = defaultBaseline(task)
  return {
    task,
    reference: reference ?? before.reference,
    tolerances: tolerances ?? before.tolerances,
    segments: segments ?? before.segments,
    ignored: [...new Set(ignored ?? before.ignored)],
    changedAt,
  }
}

/** What it was built from is counted at once: rows may be forgotten, and predictions are kept for so long only. */
async function pin(
  parts: Pick<AppParts, 'state' | 'rows'>,
  { task, segments }: DriftBaseline,
  { dataset, version }: { dataset: string; version: number },
): Promise<void> {
  const found = await parts.state.datasetVersion(dataset, version)
  if (found === null) throw new ProblemError('dataset.not_found', `There is no version ${version} of ${dataset}.`)
  const counted =
    found.recipe.select.task === task ? await pinDataset(parts, { task, version: found, segmentKeys: segments }) : 0
  if (counted === null) throw new ProblemError('task.not_found', `Nothing of ${task} is counted yet; ask again soon.`)
  if (counted > 0) return
  const detail = 'No prediction of this task that the version was built from is stored.'
  const errors = [{ pointer: '/reference/dataset', message: 'has no prediction of this task' }]
  throw new ProblemError('request.invalid', detail, { errors })
}

/** One that is stored and not counted yet has nothing to say; one that nobody knows is a mistake. */
async function requireTask({ state, rows }: Pick<DriftParts, 'state' | 'rows'>, task: string): Promise<void> {
  if ((await state.watch(task)) !== null) return
  if ((await rows.taskTimes(TASKS_MAX)).some((known) => known.task === task)) return
  throw new ProblemError('task.not_found', `No prediction of a task called ${task} is known.`)
}

function windowOf(
  asked: Pick<Asked<'readDrift'>['query'], 'from' | 'to'>,
  nowMs: number,
): { fromMs: number; toMs: number } {
  // Hours are whole, the one that is not over yet among them.
  const { fromMs, toMs } = askedTime(asked, { nowMs: endOfHour(nowMs), spanMs: DAY_MS })
  if (toMs - fromMs <= DRIFT_DAYS_MAX * DAY_MS) return { fromMs, toMs }
  throw new ProblemError('request.invalid', `At most ${DRIFT_DAYS_MAX} days can be looked at at once.`, {
    errors: [{ pointer: '/from', message: `must be at most ${DRIFT_DAYS_MAX} days before \`to\`` }],
  })
}

/** `language=de` as what a segment must be. */
function segmentsIn(texts: readonly string[] = []): { [dimension: string]: string } {
  return Object.fromEntries(
    texts.map((text) => {
      const [dimension = ''] = text.split('=', 1)
      return [dimension, text.slice(dimension.length + 1)]
    }),
  )
}
