// What is asked of the rows half. Each answer is of one moment, costs what is asked and not what is stored, and may be
// given by another thread than the one that writes.

import type {
  Feedback,
  FeedbackFilter,
  Json,
  PersonPage,
  Prediction,
  PredictionKind,
  PredictionPage,
  PredictionStatus,
  SessionPage,
  SessionSummary,
  StorageReport,
  WaitingFeedbackPage,
} from '@trimtab/contract'
import type { Search } from '../search/search.ts'
import type { FacetCount, FoundSums, SumQuery, TaskTimes } from './rows-folding.ts'
import type { StoredTrace, TraceReference } from './stored.ts'

/** Everything that is said must hold; of a list, one of it. Nothing said is no condition. */
export interface PredictionFilter {
  task?: string | undefined
  /** Only predictions that started in [from, to), in milliseconds since 1970. */
  fromMs?: number | undefined
  toMs?: number | undefined
  /** Only predictions whose current opinion is this. */
  feedback?: FeedbackFilter | undefined
  status?: PredictionStatus[] | undefined
  kind?: PredictionKind[] | undefined
  /** As it responded, or was requested where that is not known. */
  model?: string[] | undefined
  provider?: string[] | undefined
  service?: string[] | undefined
  environment?: string[] | undefined
  release?: string[] | undefined
  prompt?: string[] | undefined
  promptVersion?: string[] | undefined
  variant?: string[] | undefined
  session?: string | undefined
  user?: string | undefined
  key?: string | undefined
  responseId?: string | undefined
  /** All of them. */
  tags?: string[] | undefined
  /** All of them: a key of the metadata and its value as text. */
  metadata?: { key: string; value: string }[] | undefined
  search?: Search | undefined
}

export interface PredictionQuery extends PredictionFilter {
  cursor?: string | undefined
  limit: number
  /** A page that is not full by then is given as it is, and says how far back it looked. */
  budgetMs?: number | undefined
}

/** Exactly one of them is said. */
type SpokenTarget = { [kind in 'prediction' | 'key' | 'responseId' | 'session']?: string | null | undefined }

export interface PageQuery {
  cursor?: string | undefined
  limit: number
}

/** What came, and of what something was said, after a mark. */
export interface News {
  /** How far this goes. */
  mark: string
  /** Ids of predictions, each once, some of which may be gone. */
  predictions: string[]
  /** So many of them came after the mark, the first ones; of the others something was said. */
  came: number
  /** False: there is more after it. */
  isAll: boolean
}

/** The label that the ground truth currently has for a key. */
export interface KnownTruth {
  key: string
  value: Json
  /** When it became true. */
  at: string
}

export interface RowsReading {
  /**
   * What is stored of these traces within TRACE_GAP_NS_MAX of the given times, and nothing else, whatever is stored of
   * other traces; a trace of which nothing is found is left out. Of one that is
   * past TRACE_ROWS_MAX or TRACE_BYTES_MAX there are its first rows and an outline.
   */
  traces(references: TraceReference[]): Promise<StoredTrace[]>

  /** When something of this trace is stored, as a reference that `traces` takes; null where nothing is. */
  traceTimes(traceId: string): Promise<TraceReference | null>

  /** One prediction with all its feedback, newest first, and the opinion it amounts to. Null when there is none. */
  prediction(id: string): Promise<Prediction | null>

  /** The same of several, in this order and of one moment, at less than one by one; those that are not there are left out. */
  predictionsOf(ids: readonly string[]): Promise<Prediction[]>

  /**
   * One page, newest first by start time. A cursor is stable: rows that arrive later neither repeat nor hide others.
   * What text search and labels find is found at once, however far the index is behind. Null when the cursor was not
   * made by this store for these filters.
   */
  predictions(query: PredictionQuery): Promise<PredictionPage | null>

  /**
   * Sessions of which something is left, those that were first heard of last come first; each with what its newest
   * predictions amount to, which also say whether it is of a task. A page that would have to look at too much is shorter
   * than asked, or empty, and its cursor goes on from there. Null as above.
   */
  sessions(query: PageQuery & { task?: string | undefined }): Promise<SessionPage | null>

  session(name: string): Promise<SessionSummary | null>

  /** People of whom something is left, those who were first heard of last come first. Pages and null as above. */
  people(query: PageQuery): Promise<PersonPage | null>

  /** What the cells that fit add up to, with what is stored and not folded yet. */
  sums(query: SumQuery): Promise<FoundSums>

  /** The tasks whose last prediction began last, that one first; of those that are counted by themselves. */
  taskTimes(limit: number): Promise<TaskTimes[]>

  /** How often each slice, tag and value of metadata was said of a task, or of all, as far as it is folded. */
  facets(task: string | null): Promise<Omit<FacetCount, 'task'>[]>

  /** Feedback whose prediction has not arrived. Counted up to a bound. */
  waiting(): Promise<number>

  /** It, the newest first. Null as above. */
  waitingFeedback(query: PageQuery): Promise<WaitingFeedbackPage | null>

  /** What was said under exactly this target, of whatever task, the last that came first; of much, the newest. */
  saidOf(target: SpokenTarget): Promise<Feedback[]>

  /**
   * Predictions of a task, or of all where it is null, that came after a mark, and those of which something was said after
   * it, about so many, in the order of arrival; of all tasks, what was said is told once all that came is. Without a mark there are none, and the mark is that of now. The mark
   * `first` stands before the first prediction that is stored; what was said until now is then no news, for all it speaks
   * of is to come. Whoever goes from mark to mark misses nothing, and may be told of one twice. What reviewers said in one
   * queue is no news where that is asked for.
   */
  news(query: { task: string | null; mark: string | null; limit: number; notOfQueue?: string }): Promise<News>

  /**
   * The label, under no name, that the ground truth currently has for each of FEEDBACK_ITEMS_MAX keys, said of this task
   * or of none; keys of which it says nothing are left out.
   */
  truths(query: { keys: string[]; task: string | null }): Promise<KnownTruth[]>

  /** How the store is. A page may ask for it. */
  report(): Promise<StorageReport>
}
