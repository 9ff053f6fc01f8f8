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


/** A version before it is stored, when it has no dataset id and number yet. */
export type NewDatasetVersion = Omit<DatasetVersion, 'dataset' | 'version'>

/** A key when it is made: good, and known by its hash from then on. */
export type NewKey = Omit<ApiKey, 'revokedAt'> & { hash: string }

export interface State {
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

  /** Keeps a key under the hash of its text. Rejects where the id or the hash is known already. */
  createKey(key: NewKey): Promise<void>

  /** All keys, revoked ones included, in the order they were made. */
  keys(): Promise<ApiKey[]>

  /** Ends a key for good; what it was first revoked at stands. The key as it is then, null where there is none. */
  revokeKey(id: string, revokedAt: string): Promise<ApiKey | null>

  /** The key whose text has this hash, revoked or not; null where there is none. */
  findKey(hash: string): Promise<ApiKey | null>

  /** An export of a version left this collector. */
  recordExport(exported: Exported): Promise<void>

  /** Which of these predictions a dataset version or an open review uses. */
  pinned(predictionIds: string[]): Promise<ReadonlySet<string>>

  /**
   * Makes tombstones of all dataset rows that came from these predictions, marks their versions, and says which were
   * touched and what had been exported of them. Doing it again changes nothing and says the same.
   */
  forgetRows(predictionIds: string[]): Promise<Pick<ForgetReport, 'datasetVersions' | 'exported' | 'reviews'>>

  /** Appends to the audit log, which is never changed. */
  recordChange(entry: Omit<AuditEntry, 'sequence'>): Promise<void>

  /** The newest first, those before a sequence where one is given. */
  changes(limit: number, before?: number): Promise<AuditEntry[]>

  views(screen?: ViewScreen): Promise<SavedView[]>

  /** Null where another view of the screen has the name. */
  addView(view: SavedViewInput & Pick<SavedView, 'id' | 'updatedAt'>): Promise<SavedView | null>

  changeView(view: SavedViewInput & Pick<SavedView, 'id' | 'updatedAt'>): Promise<SavedView | 'not-found' | 'name-taken'>

  /** False where there is none. */
  deleteView(id: string): Promise<boolean>

  /** No rules where nobody has said any. */
  retention(): Promise<Retention>
  saveRetention(retention: Retention): Promise<void>

  /** The version counts how often they were changed; 0 where nobody has. */
  prices(): Promise<{ version: number; overrides: PriceOverride[] }>
  /** The new version. */
  savePrices(overrides: PriceOverride[]): Promise<number>

  /** Queues a job. */
  addJob(job: { id: string; kind: JobKind; request: JsonObject; createdAt: string }): Promise<Job>

  job(id: string): Promise<Job | null>

  /** The newest first. */
  jobs(limit: number): Promise<Job[]>

  /**
   * Takes the oldest that is queued, or that was taken by somebody who has not been heard of since `heardBefore`, for
   * this holder alone. Null where there is none.
   */
  claimJob(claim: { holder: string; now: string; heardBefore: string }): Promise<{ job: Job; request: JsonObject } | null>

  /** Says that it goes on, and how far; false where somebody else has it now or it was cancelled. */
  moveJob(move: { id: string; holder: string; now: string; done: number; total: number | null }): Promise<boolean>

  endJob(end: JobEnd): Promise<void>

  /** Whether it was still queued or running. */
  cancelJob(id: string, now: string): Promise<boolean>
}

export interface Exported {
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
