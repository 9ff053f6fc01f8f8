// The tables of what arrives: predictions, what was said of them, and what they share. Every table of ours is STRICT;
// drizzle has no word for that, so the migrations say it and a test holds them to it.

import type { Feedback } from '@trimtab/contract'
import { sql } from 'drizzle-orm'
import {
  blob,
  customType,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'

/** Names that come back: a row holds the number. */
const named = () => ({ id: integer().primaryKey(), name: text().notNull().unique() })

/**
 * Rows are indexed by ids, which are random, in runs of 16,384 in the order of arrival: a commit then writes to one run
 * and not all over an index. Who looks for an id looks into each run that can hold it; `runs.ts` says which can.
 */
const RUN = sql`id >> 14`

/** Since 1970. A JavaScript number does not hold them: they are written as BigInt, and read in two halves. */
const nanoseconds = customType<{ data: bigint; driverData: bigint }>({ dataType: () => 'integer' })

/** Where and by what predictions are made: few, repeated on every row. A source may be here twice; see `source.ts`. */
export const source = sqliteTable('source', {
  id: integer().primaryKey(),
  kind: text().notNull(),
  convention: text().notNull(),
  service: text(),
  environment: text(),
  release: text(),
  provider: text(),
  modelRequested: text('model_requested'),
  modelResponded: text('model_responded'),
  promptName: text('prompt_name'),
  promptVersion: text('prompt_version'),
  variant: text(),
})

/** Lists of prices by which costs were estimated, each with its version. */
export const priceList = sqliteTable('price_list', named())

export const task = sqliteTable('task', named())
export const session = sqliteTable('session', named())
export const person = sqliteTable('person', named())
/** Judges that are counted by name: the first so many that were heard. */
export const judge = sqliteTable('judge', named())

/**
 * Messages, system prompts, tool definitions and parameters, each told by how its text begins. Whoever writes knows the
 * recent ones, and what it does not know is stored once more.
 */
export const content = sqliteTable('content', {
  id: integer().primaryKey(),
  body: text().notNull(),
})

/** What must not be told: places in a list are signed with it. */
export const secret = sqliteTable('secret', {
  name: text().primaryKey(),
  value: blob({ mode: 'buffer' }).notNull(),
})

/**
 * The times of the rows of each run, from the first start to the last end, to the minute; `of` is the table they are in.
 * A run has several parts where its times lie far apart.
 */
export const run = sqliteTable(
  'run',
  {
    of: text().$type<'prediction' | 'trace_row'>().notNull(),
    run: integer().notNull(),
    part: integer().notNull(),
    firstMinute: integer('first_minute').notNull(),
    lastMinute: integer('last_minute').notNull(),
  },
  (table) => [primaryKey({ columns: [table.of, table.run, table.part] })],
)

/**
 * Every index begins with the run or grows at its end, so what a commit touches stays small however much is stored.
 */
export const prediction = sqliteTable(
  'prediction',
  {
    /** The order of arrival. */
    id: integer().primaryKey({ autoIncrement: true }),
    trace: blob({ mode: 'buffer' }).notNull(),
    span: blob({ mode: 'buffer' }).notNull(),
    started: nanoseconds().notNull(),
    task: integer().notNull(),
    source: integer().notNull(),
    status: integer().notNull(),
    durationMs: real('duration_ms'),
    inputTokens: real('input_tokens'),
    outputTokens: real('output_tokens'),
    costUsd: real('cost_usd'),
    session: integer(),
    person: integer(),
    key: text(),
    keyHash: integer('key_hash'),
    responseId: text('response_id'),
    responseHash: integer('response_hash'),
    /** Other span ids of its trace, and `*`, as JSON. */
    answersTo: text('answers_to'),
    system: integer(),
    tools: integer(),
    /** Ids of content: the messages of its conversation. Null: they are in the body. */
    messages: blob({ mode: 'buffer' }),
    body: text().notNull(),
    /** What it is long when it is read. */
    bytes: integer().notNull(),
    firstTokenMs: real('first_token_ms'),
    cachedInputTokens: real('cached_input_tokens'),
    reasoningTokens: real('reasoning_tokens'),
    estimatedUsd: real('estimated_usd'),
    /** Of the estimate. */
    priceList: integer('price_list'),
    /** Tags and metadata, so that they are read without the body. Null: there are none, or they are in the body. */
    labels: text(),
    /** 1: the content was removed and the row stayed. */
    isStripped: integer('is_stripped').notNull().default(0),
    /** Of the span it is in. */
    parent: blob({ mode: 'buffer' }),
    finishReason: integer('finish_reason'),
    /** An id of content. Null: there are none, or they are in the body. */
    parameters: integer(),
  },
  (table) => [
    index('prediction_identity').on(RUN, table.trace, table.span),
    index('prediction_started').on(table.started),
    index('prediction_task').on(table.task, table.started),
    index('prediction_unwell')
      .on(table.task, table.status, table.started)
      .where(sql`status <> 0`),
    index('prediction_session')
      .on(table.session, table.started)
      .where(sql`session IS NOT NULL`),
    index('prediction_person')
      .on(RUN, table.person)
      .where(sql`person IS NOT NULL`),
    index('prediction_key')
      .on(RUN, table.keyHash)
      .where(sql`key_hash IS NOT NULL`),
    index('prediction_answers')
      .on(RUN, table.trace)
      .where(sql`answers_to IS NOT NULL`),
    index('prediction_response')
      .on(RUN, table.responseHash)
      .where(sql`response_hash IS NOT NULL`),
  ],
)

/** What else is known of traces: spans that are no prediction, and single readings. */
export const traceRow = sqliteTable(
  'trace_row',
  {
    id: integer().primaryKey(),
    trace: blob({ mode: 'buffer' }).notNull(),
    span: blob({ mode: 'buffer' }).notNull(),
    part: text().notNull(),
    started: nanoseconds().notNull(),
    ended: nanoseconds().notNull(),
    body: text().notNull(),
  },
  (table) => [index('trace_row_identity').on(RUN, table.trace, table.span, table.part)],
)

export const feedback = sqliteTable(
  'feedback',
  {
    sequence: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull(),
    /** What it points at: prediction, key, responseId or session. */
    targetKind: text('target_kind').notNull(),
    target: text().notNull(),
    task: text(),
    body: text({ mode: 'json' }).$type<Partial<Feedback>>().notNull(),
    /** Whether it speaks of nothing that is stored. */
    isWaiting: integer('is_waiting').notNull(),
  },
  (table) => [
    // An id counts once for what it speaks of: it is made by clients, and one of them must not silence another.
    uniqueIndex('feedback_identity').on(table.targetKind, table.target, table.id),
    index('feedback_waiting')
      .on(table.sequence)
      .where(sql`is_waiting = 1`),
  ],
)

/**
 * What the feedback of a prediction amounts to now: derived, rewritten whenever either side arrives. What only judges say
 * is in `judges` alone.
 */
export const opinion = sqliteTable('opinion', {
  prediction: integer()
    .primaryKey()
    .references(() => prediction.id),
  thumbs: text(),
  isRated: integer('is_rated').notNull(),
  isCorrected: integer('is_corrected').notNull(),
  score: real(),
  /** 1 or 0, by users, and by reviewers or the ground truth. */
  userThumbs: integer('user_thumbs'),
  reviewerThumbs: integer('reviewer_thumbs'),
  /** What judges say, as JSON: a list of name, score and what is trusted. */
  judges: text(),
  isConflicting: integer('is_conflicting').notNull().default(0),
  /** 1: nobody but judges says anything. */
  isOfJudges: integer('is_of_judges').notNull().default(0),
})
