// The state half of the store port: what is small, mutable and transactional.

import type { ApiKey, DatasetRow, DatasetSummary, DatasetVersion, Split } from '@trimtab/contract'

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
}
