// What is answered of drift, and how the reference of a task is chosen. What is sent refuses what it does not know.

import * as z from 'zod'
import { type Alarm, ALARM_EVENTS, ALARM_OUTCOMES, ALARM_STATES } from '../alarm.ts'
import type { DriftBaseline, DriftBaselineInput, DriftReference, ShownDriftBaseline } from '../drift-baseline.ts'
import type {
  DriftCause,
  DriftEffect,
  DriftMarker,
  DriftPart,
  DriftReport,
  DriftWindow,
  SignalDay,
  SignalDetail,
  SignalFigure,
  SignalReport,
  SpreadBin,
  TaskDrift,
} from '../drift-report.ts'
import { DRIFT_STATES, EFFECT_UNITS, SIGNAL_ASPECTS, SIGNAL_GROUPS } from '../drift-signal.ts'
import { SLICES, type SliceFilter } from '../figures.ts'
import { DRIFT_DAYS_MAX, FILTER_VALUES_MAX, SEGMENT_KEYS_MAX, SIGNALS_PER_TASK_MAX } from '../limits.ts'
import { name, time, whole } from './values.ts'

const DAY_MS = 86_400_000
const figure = z.number().nullable()
const text = z.string().nullable()
const state = z.enum(DRIFT_STATES)
const aspect = z.enum(SIGNAL_ASPECTS)
const group = z.enum(SIGNAL_GROUPS)

const effect: z.ZodType<DriftEffect> = z.object({
  estimate: z.number(),
  low: z.number(),
  high: z.number(),
  unit: z.enum(EFFECT_UNITS).describe('`points` is a difference of shares in parts of one: 0.2 is 20 points.'),
})
const typical: z.ZodType<SignalFigure> = z.object({ name: z.string(), value: z.number(), low: figure, high: figure })
const window: z.ZodType<DriftWindow> = z.object({ n: z.number().min(0), from: time, to: time })

export const signalReportSchema: z.ZodType<SignalReport> = z.object({
  task: z.string(),
  signal: z.string(),
  aspect,
  group,
  state,
  effect: effect.nullable(),
  tolerance: z.number(),
  was: typical.nullable(),
  now: typical.nullable(),
  reference: window,
  current: window,
  dependence: z.number(),
  test: z.object({ method: z.string(), pValue: z.number(), qValue: z.number() }).nullable(),
  rowsNeeded: whole.nullable(),
  reason: text,
  harm: figure,
  alarm: text,
})

const marker: z.ZodType<DriftMarker> = z.object({
  at: time,
  task: z.string(),
  dimension: z.string(),
  value: z.string(),
  before: text,
})

export const alarmSchema: z.ZodType<Alarm> = z.object({
  id: z.string(),
  task: z.string(),
  signal: z.string(),
  aspect,
  group,
  state: z.enum(ALARM_STATES),
  openedAt: time,
  beganAt: z.object({ from: time, to: time }).nullable(),
  summary: z.string(),
  share: z.object({ name: z.string(), seen: z.number(), fine: z.number() }).nullable(),
  acknowledgedBy: text,
  closedAt: time.nullable(),
  outcome: z.enum(ALARM_OUTCOMES).nullable(),
  events: z.array(z.object({ kind: z.enum(ALARM_EVENTS), at: time, by: text, note: text })),
})

const days = z.int().min(1).max(DRIFT_DAYS_MAX)
const only: z.ZodType<SliceFilter> = z
  .partialRecord(z.enum(SLICES), z.array(name).min(1).max(FILTER_VALUES_MAX))
  .refine((slices) => Object.keys(slices).length > 0, 'must name a slice, such as {"promptVersion": ["8"]}')

export const driftReferenceSchema: z.ZodType<DriftReference> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rolling'), days }),
  z.strictObject({
    kind: z.literal('seasonal'),
    weeks: z
      .int()
      .min(1)
      .max(Math.floor(DRIFT_DAYS_MAX / 7)),
  }),
  z
    .strictObject({ kind: z.literal('pinned'), from: time, to: time })
    .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ['to'], message: 'must be after `from`' })
    .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= DRIFT_DAYS_MAX * DAY_MS, {
      path: ['to'],
      message: `must be at most ${DRIFT_DAYS_MAX} days after \`from\``,
    }),
  z.strictObject({ kind: z.literal('slice'), only }),
  z.strictObject({ kind: z.literal('dataset'), dataset: name, version: z.int().min(1) }),
])

const taskDrift: z.ZodType<TaskDrift> = z.object({
  task: z.string(),
  reference: driftReferenceSchema,
  note: text,
  from: time,
  to: time,
  signalsLeftOut: whole,
  markers: z.array(marker),
  isWhole: z.boolean(),
})

export const driftReportSchema: z.ZodType<DriftReport> = z.object({
  from: time,
  to: time,
  tasks: z.array(taskDrift),
  signals: z.array(signalReportSchema),
  alarms: z.array(alarmSchema),
})

const bin: z.ZodType<SpreadBin> = z.object({
  label: z.string(),
  from: figure,
  to: figure,
  reference: z.number(),
  current: z.number(),
  share: z.number(),
})
const day: z.ZodType<SignalDay> = z.object({
  day: z.iso.date(),
  n: whole,
  figure: typical.nullable(),
  effect: effect.nullable(),
  state,
})
const side = z.object({ share: z.number(), value: figure, n: z.number().min(0) })
const part: z.ZodType<DriftPart> = z.object({
  segment: z.record(z.string(), z.string()),
  reference: side,
  current: side,
  mix: z.number(),
  within: z.number(),
  low: z.number(),
  high: z.number(),
  explains: z.number(),
})
const cause: z.ZodType<DriftCause> = z.object({ figure: z.string(), change: z.number(), parts: z.array(part) })

export const signalDetailSchema: z.ZodType<SignalDetail> = z.object({
  report: z.array(signalReportSchema),
  days: z.array(day),
  spread: z.array(bin),
  cause: cause.nullable(),
  examples: z.array(z.string()),
  markers: z.array(marker),
  alarms: z.array(alarmSchema),
})

const tolerances: z.ZodType<DriftBaseline['tolerances']> = z.record(name, z.number())
const keys = z.array(name).max(SEGMENT_KEYS_MAX)
const ignored = z.array(name).max(SIGNALS_PER_TASK_MAX)

/** Of what is measured in spreads, which goes furthest; what a signal is measured in is known to the collector. */
const TOLERANCE_MAX = 10
/** None at all is never proven. */
const tolerance = z.number().gt(0).max(TOLERANCE_MAX)

/** As they are sent. A record passes over `__proto__` without a word, and no signal is called so. */
const givenTolerances = z
  .preprocess(
    (given, context) => {
      if (Object.hasOwn(Object(given) as object, '__proto__'))
        context.addIssue({ code: 'custom', path: ['__proto__'], message: 'is no signal' })
      return given
    },
    z.record(name, tolerance),
  )
  .refine(
    (given) => Object.keys(given).length <= SIGNALS_PER_TASK_MAX,
    `are of more than ${SIGNALS_PER_TASK_MAX} signals`,
  )

export const driftBaselineInputSchema: z.ZodType<DriftBaselineInput> = z.strictObject({
  reference: driftReferenceSchema.optional(),
  tolerances: givenTolerances
    .describe(
      'By signal, in the unit of its effect: spreads for numbers, at most 10; a share for categories, where 0.2 is 20 points, at most 1; a distance for texts and vectors, at most √2.',
    )
    .optional(),
  segments: keys.refine((all) => new Set(all).size === all.length, 'must all be different').optional(),
  ignored: ignored.optional(),
})

export const driftBaselineSchema: z.ZodType<ShownDriftBaseline> = z.object({
  task: z.string(),
  reference: driftReferenceSchema,
  tolerances,
  segments: keys,
  ignored,
  changedAt: time.nullable(),
  warnings: z.array(z.string()),
})
