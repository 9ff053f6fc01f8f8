// The state half of the store port: what is small, mutable and transactional.

import type {
  ApiKey,
  AuditEntry,
  DatasetRow,
  DatasetSummary,
  DatasetVersion,
  ForgetReport,
  Job,
  JobKind,
  JsonObject,
  Retention,
  PriceOverride,
  SavedView,
  SavedViewInput,
  Split,
  ViewScreen,
} from '@trimtab/contract'
import type { ChangedBy } from './changed-by.ts'
import type { AlarmStore } from './state-alarms.ts'
import type { ReviewStore } from './state-reviews.ts'
import type { WatchStore } from './state-watch.ts'

/** A version before it is stored, when it has no dataset id and number yet. */
export type NewDatasetVersion = Omit<DatasetVersion, 'dataset' | 'version'>

/** A key when it is made: good, and known by its hash from then on. */
export type NewKey = Omit<ApiKey, 'revokedAt'> & { hash: string }

export type NewAuditEntry = Omit<AuditEntry, 'sequence'>

export type NewView = SavedViewInput & Pick<SavedView, 'id'>

/** Of those that are good. */
export const KEYS_MAX = 1_000
/** Are remembered, the newest; the audit log has them all. */
export const KEYS_REVOKED_MAX = 200
export const VIEWS_MAX = 500
export const JOBS_QUEUED_MAX = 100
/** Those that ended last. */
export const JOBS_ENDED_MAX = 1_000

export interface State extends ReviewStore, WatchStore, AlarmStore {
  /**
   * Stores a version and its rows whole or not at all, as the next version of the dataset of that name, which is made
   * if there is none. Versions are immutable.
   */
  addDatasetVersion(version: NewDatasetVersion, rows: DatasetRow[]): Promise<DatasetVersion>

  /** All datasets, newest build first. */
  datasets(): Promise<DatasetSummary[]>

  /** The newest version of a dataset, or the one asked for. Null when there is none. */
  datasetVersion(dataset: string, version?: number): Promise<DatasetVersion | null>

  /** The rows of one split of a version, in the order of their lines. */
  datasetRows(dataset: string, version: number, split: Split): Promise<DatasetRow[]>

  /**
   * Keeps a key under the hash of its text. False where as many are good as may be. Rejects where the id or the hash is
   * known already.
   */
  createKey(key: NewKey, by: Pick<ChangedBy, 'actor'>): Promise<boolean>

  /** Good ones, and of those that were revoked the newest, in the order they were made. */
  keys(): Promise<ApiKey[]>

  /** Ends a key for good; who first revoked it, and when, stands. The key as it is then, null where there is none. */
  revokeKey(id: string, by: ChangedBy): Promise<ApiKey | null>

  /** The key whose text has this hash, revoked or not; null where there is none. */
  findKey(hash: string): Promise<ApiKey | null>

  /** An export of a version left this collector. */
  recordExport(exported: Exported): Promise<void>

  /** Which of these predictions a dataset version or an open review uses. */
  pinned(predictionIds: string[]): Promise<ReadonlySet<string>>

  /**
   * Makes tombstones of all dataset rows that came from these predictions, marks their versions, and says which were
   * touched and what had been exported of them. Items of review queues that are of them go, with what was decided of
   * them. Doing it again changes nothing and says the same, of reviews but those that were left.
   */
  forgetRows(predictionIds: string[]): Promise<Pick<ForgetReport, 'datasetVersions' | 'exported' | 'reviews'>>

  /** Appends to the audit log, which is never changed. For what is no change of the state itself. */
  recordChange(entry: NewAuditEntry): Promise<void>

  /** The newest first, those before a sequence where one is given. A sequence is never given twice. */
  changes(limit: number, before?: number): Promise<AuditEntry[]>

  /** By screen and name. */
  views(screen?: ViewScreen): Promise<SavedView[]>

  /** A name stands for one view of a screen, whatever the case and the width of its letters. */
  addView(view: NewView, by: ChangedBy): Promise<SavedView | 'name-taken' | 'too-many'>

  changeView(view: NewView, by: ChangedBy): Promise<SavedView | 'not-found' | 'name-taken'>

  /** False where there is none. */
  deleteView(id: string, by: ChangedBy): Promise<boolean>

  /** Deletes the views whose query asks for this person, or for one of these sessions; how many. */
  forgetInViews(user: string, sessions: ReadonlySet<string>, by: ChangedBy): Promise<number>

  /** No rules where nobody has said any. */
  retention(): Promise<Retention>
  /** Whether it is another than before. */
  saveRetention(retention: Retention, by: ChangedBy): Promise<boolean>

  /** The version counts how often they were changed; 0 where nobody has. */
  prices(): Promise<{ version: number; overrides: PriceOverride[] }>
  /** The version from now on: a new one where they are others than before. */
  savePrices(overrides: PriceOverride[], by: ChangedBy): Promise<number>

  /** Queues a job. Null where as many wait as may. */
  addJob(job: { id: string; kind: JobKind; request: JsonObject; createdAt: string }): Promise<Job | null>

  /** Null where there is none, or where so many have ended since that it is no longer kept. */
  job(id: string): Promise<Job | null>

  /** The newest first. */
  jobs(limit: number): Promise<Job[]>

  /**
   * Takes the oldest that is queued, or that was taken by somebody who has not been heard of since `heardBefore`, or
   * was heard of as much later than now, for this holder alone: of any number of holders that ask at once, on whatever machines, one gets it. Null where there is
   * none.
   */
  claimJob(claim: {
    holder: string
    now: string
    heardBefore: string
  }): Promise<{ job: Job; request: JsonObject } | null>

  /** Says that it goes on, and how far; false where somebody else has it now or it has ended. */
  moveJob(move: { id: string; holder: string; now: string; done: number; total: number | null }): Promise<boolean>

  /** Ends it, and forgets what was asked. False, and nothing is changed, where `moveJob` would say so. */
  endJob(end: JobEnd): Promise<boolean>

  /** Whether it was still queued or running. Whoever does it hears of it when it says how far it is. */
  cancelJob(id: string, now: string): Promise<boolean>
}

interface Exported {
  dataset: string
  version: number
  format: string
  split: Split | null
  rows: number
  at: string
}

export type JobEnd = { id: string; holder: string; now: string } & (
  | { state: 'done'; result: JsonObject }
  | { state: 'failed'; error: string }
)
