// What addresses may ask, one schema a parameter: so each is described, read and refused by itself.

import * as z from 'zod'
import { ALARM_STATES } from '../alarm.ts'
import { FEEDBACK_FILTERS } from '../feedback.ts'
import { SERIES_STEPS, SLICES } from '../figures.ts'
import { CURSOR_CHARS_MAX, FILTER_VALUES_MAX, PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX, SEARCH_CHARS_MAX } from '../limits.ts'
import { PREDICTION_KINDS, PREDICTION_STATUSES, SEARCH_PLACES } from '../prediction.ts'
import {
  type AlarmsQuery,
  type DriftQuery,
  type DriftReportQuery,
  type DriftTimeQuery,
  type FacetsQuery,
  type NextReviewQuery,
  type PageQuery,
  type PredictionsQuery,
  type QualityQuery,
  REVIEW_EXPORT_FORMATS,
  type ReviewerQuery,
  type ReviewExportQuery,
  type ReviewItemsQuery,
  type SeriesQuery,
  type SessionsQuery,
  type SliceQuery,
  type TimeQuery,
  type ViewsQuery,
} from '../queries.ts'
import { REVIEW_STATES } from '../review.ts'
import { VIEW_SCREENS } from '../saved-view.ts'
import type { TruthQuery } from '../truth.ts'
import { title } from './title.ts'
import { name, time } from './values.ts'

/** A schema for each parameter there is. */
export type QuerySchemas<Query extends object> = { [parameter in keyof Query]-?: z.ZodType<Query[parameter]> }

/** May be given several times. */
function several<Value>(value: z.ZodType<Value>, description: string): z.ZodType<Value[] | undefined> {
  return z.array(value).min(1).max(FILTER_VALUES_MAX).optional().describe(description)
}

function one<Value>(value: z.ZodType<Value>, description: string): z.ZodType<Value | undefined> {
  return value.optional().describe(description)
}

const task = one(name, 'The task, by its name.')

const metadata: z.ZodType<{ [key: string]: string[] } | undefined> = z
  .record(name, z.array(name))
  .refine(
    (pairs) => Object.values(pairs).flat().length <= FILTER_VALUES_MAX,
    `has more than ${FILTER_VALUES_MAX} values`,
  )
  .optional()
  .describe('`metadata.KEY=value`: a key of the metadata and its value as text. All that are given must hold.')

export const pageQuery: QuerySchemas<PageQuery> = {
  cursor: one(z.string().min(1).max(CURSOR_CHARS_MAX), 'The `nextCursor` of the page before, with the same filters.'),
  limit: one(z.int().min(1).max(PAGE_ITEMS_MAX), `How many at most; ${PAGE_ITEMS_DEFAULT} where it is not said.`),
}

const timeQuery: QuerySchemas<TimeQuery> = {
  from: one(time, 'Only what started then or later.'),
  to: one(time, 'Only what started before.'),
}

const sliceQuery: QuerySchemas<SliceQuery> = {
  model: several(name, 'The model as it responded, or was requested where that is not known; one of those given.'),
  provider: several(name, 'One of these providers.'),
  prompt: several(name, 'One of these prompts, by name.'),
  promptVersion: several(name, 'One of these versions of a prompt.'),
  variant: several(name, 'One of these variants.'),
  environment: several(name, 'One of these environments.'),
  service: several(name, 'One of these services.'),
  release: several(name, 'One of these releases.'),
  kind: several(z.enum(PREDICTION_KINDS), 'One of these kinds.'),
}

export const predictionsQuery: QuerySchemas<PredictionsQuery> = {
  task,
  ...timeQuery,
  q: one(
    z.string().max(SEARCH_CHARS_MAX),
    'Words to search for, in what was asked and answered: all of them; `"a phrase"`, `begin*`, `-without`.',
  ),
  in: one(z.enum(SEARCH_PLACES), 'Where `q` searches; in both where it is not said.'),
  ...sliceQuery,
  status: several(z.enum(PREDICTION_STATUSES), 'One of these.'),
  feedback: one(
    z.enum(FEEDBACK_FILTERS),
    'By what people think of it now; `none` is where nobody but judges said anything.',
  ),
  session: one(name, 'The session.'),
  user: one(name, 'The user.'),
  key: one(name, 'The business key.'),
  responseId: one(name, 'The id that the provider gave the response.'),
  tag: several(name, 'A tag; all that are given must be there.'),
  metadata,
  ...pageQuery,
}

export const seriesQuery: QuerySchemas<SeriesQuery> = {
  task,
  from: one(time, 'When it begins; a week before the end where it is not said.'),
  to: one(time, 'When it ends; now where it is not said.'),
  step: one(z.enum(SERIES_STEPS), 'How long a point is; fitting the time where it is not said.'),
  by: one(z.enum(SLICES), 'What to take the figures apart by.'),
  ...sliceQuery,
}

export const facetsQuery: QuerySchemas<FacetsQuery> = { task }

export const sessionsQuery: QuerySchemas<SessionsQuery> = { task, ...pageQuery }

export const viewsQuery: QuerySchemas<ViewsQuery> = { screen: one(z.enum(VIEW_SCREENS), 'Of one screen alone.') }

export const qualityQuery: QuerySchemas<QualityQuery> = {
  task: name.describe('The task, by its name.'),
  from: one(time, 'When it begins; 30 days before the end where it is not said.'),
  to: one(time, 'When it ends; now where it is not said.'),
  by: one(z.enum(SLICES), 'What to take the rates apart by.'),
  ...sliceQuery,
}

const NAMED_SEGMENT = /^[^=]+=[^]/
const SEGMENTS_MAX = 2
const segment = name.refine((text) => NAMED_SEGMENT.test(text), 'must be `dimension=value`, such as language=de')

const since = z.string().regex(/^[1-9]\d{0,4}[hdw]$/, 'must be hours, days or weeks, such as 24h, 7d or 2w')

export const driftTimeQuery: QuerySchemas<DriftTimeQuery> = {
  from: one(time, 'When it begins; a day before the end where it is not said.'),
  to: one(time, 'When it ends; now where it is not said.'),
  since: one(since, 'In place of `from`, how long before the end it begins: hours, days or weeks, such as `7d`.'),
}

export const driftReportQuery: QuerySchemas<DriftReportQuery> = {
  task: one(name, 'The task, by its name; all of them where it is not said.'),
  ...driftTimeQuery,
}

export const driftQuery: QuerySchemas<DriftQuery> = {
  ...driftReportQuery,
  segment: z
    .array(segment)
    .min(1)
    .max(SEGMENTS_MAX)
    .refine(
      (all) => new Set(all.map((text) => text.split('=', 1)[0])).size === all.length,
      'must be of different dimensions',
    )
    .optional()
    .describe('`DIMENSION=value`, such as `language=de`: only of what is all of them.'),
}

export const alarmsQuery: QuerySchemas<AlarmsQuery> = {
  task,
  state: several(z.enum(ALARM_STATES), 'One of these.'),
  ...pageQuery,
}

const reviewer = title.describe('Who reviews, by the name under which the others know them.')

export const nextReviewQuery: QuerySchemas<NextReviewQuery> = {
  queue: name.describe('The queue, by its id.'),
  reviewer,
}

export const reviewerQuery: QuerySchemas<ReviewerQuery> = { reviewer }

export const reviewItemsQuery: QuerySchemas<ReviewItemsQuery> = {
  state: one(z.enum(REVIEW_STATES), 'Only items of this state.'),
  ...pageQuery,
}

export const reviewExportQuery: QuerySchemas<ReviewExportQuery> = {
  format: one(z.enum(REVIEW_EXPORT_FORMATS), 'CSV for people, where it is not said; JSON lines for programs.'),
}

const column = name.describe('A column of the CSV, or a member of each JSON line.')

export const truthQuery: QuerySchemas<TruthQuery> = {
  key: column,
  label: column,
  task,
  at: one(name, 'The column that says when the label became true; now where it is not said.'),
  numbers: one(z.enum(['true', 'false']), 'Whether labels that look like numbers are numbers.'),
}
