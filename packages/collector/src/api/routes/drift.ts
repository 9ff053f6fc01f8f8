// What has drifted: reports over all signals, one signal in depth, and what tasks are compared with.

import { DRIFT_DAYS_MAX } from '@trimtab/contract'
import type { DriftBaseline, DriftBaselineInput, DriftReport } from '@trimtab/contract/drift'
import type { Hono, MiddlewareHandler } from 'hono'
import { impossibleTolerances, warningsOf } from '../../drift/references/check-baseline.ts'
import { defaultBaseline } from '../../drift/references/default-baseline.ts'
import { endOfHour } from '../../drift/hours.ts'
import { readDriftReport } from '../../drift/report/read-drift-report.ts'
import { readSignalDetail } from '../../drift/report/read-signal.ts'
import { sinceIn } from '../../drift/since.ts'
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

  endpoint(app, parts, 'readDriftSignal', async ({ path: { task, signal }, query }) => {
    await requireTask(parts, task)
    const detail = await readSignalDetail({
      state: cellsInTurns(state),
      rows,
      clock,
      task,
      signal,
      ...windowOf(query, clock()),
    })
    if (detail !== null) return detail
    throw new ProblemError('signal.not_found', `The task ${task} has no signal called ${signal}.`)
  })
}

function baselineRoutes(app: Hono, parts: DriftParts): void {
  const { state, rows, clock } = parts

  endpoint(app, parts, 'readDriftBaseline', async ({ path: { task } }) => {
    return { ...((await state.baseline(task)) ?? defaultBaseline(task)), warnings: [] }
  })

  endpoint(app, parts, 'saveDriftBaseline', async ({ path: { task }, body, caller }) => {
    await requireTask(parts, task)
    const by = changedBy(caller, clock)
    const baseline = newBaseline(task, body, by.at)
    const { reference, tolerances } = baseline
    const watch = await state.watch(task)
    const errors = impossibleTolerances(tolerances, watch)
    if (errors.length > 0)
      throw new ProblemError('request.invalid', 'A tolerance is beyond the largest change there can be.', { errors })
    const notPinned = reference.kind === 'dataset' ? await pin({ state, rows }, baseline, reference) : []
    await state.saveBaseline(baseline, by)
    parts.jobs.poke('alert')
    const warnings = await warningsOf(state, { baseline, watch, nowMs: clock() })
    return { ...baseline, warnings: [...warnings, ...notPinned] }
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

/**
 * What it was built from is counted at once: rows may be forgotten, and predictions are kept for so long only. A warning where
 * nothing of it is left.
 */
async function pin(
  parts: Pick<AppParts, 'state' | 'rows'>,
  { task, segments }: DriftBaseline,
  { dataset, version }: { dataset: string; version: number },
): Promise<string[]> {
  const found = await parts.state.datasetVersion(dataset, version)
  if (found === null) throw new ProblemError('dataset.not_found', `There is no version ${version} of ${dataset}.`)
  const counted = await pinDataset(parts, { task, version: found, segmentKeys: segments })
  if (counted === null) throw new ProblemError('task.not_found', `Nothing of ${task} is counted yet; ask again soon.`)
  if (counted > 0) return []
  return [
    `No prediction of ${task} that version ${version} of ${dataset} was built from is stored, so there is nothing to compare with; choose it again once there is.`,
  ]
}

/** One that is stored and not counted yet has nothing to say; one that nobody knows is a mistake. */
async function requireTask({ state, rows }: Pick<DriftParts, 'state' | 'rows'>, task: string): Promise<void> {
  if ((await state.watch(task)) !== null) return
  if ((await rows.taskTimes(TASKS_MAX)).some((known) => known.task === task)) return
  throw new ProblemError('task.not_found', `No prediction of a task called ${task} is known.`)
}

function windowOf(
  { since, ...asked }: Pick<Asked<'readDrift'>['query'], 'from' | 'to' | 'since'>,
  nowMs: number,
): { fromMs: number; toMs: number } {
  if (since !== undefined && asked.from !== undefined)
    throw new ProblemError('request.invalid', 'Say `since` or `from`, and not both.', {
      errors: [{ pointer: '/since', message: 'must not be said beside `from`' }],
    })
  const spanMs = since === undefined ? DAY_MS : sinceIn(since)
  if (spanMs === null)
    throw new ProblemError('request.invalid', `At most ${DRIFT_DAYS_MAX} days can be looked at at once.`, {
      errors: [{ pointer: '/since', message: `must be at most ${DRIFT_DAYS_MAX}d` }],
    })
  // Hours are whole, the one that is not over yet among them.
  const { fromMs, toMs } = askedTime(asked, { nowMs: endOfHour(nowMs), spanMs })
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
