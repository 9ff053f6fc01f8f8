// The state half of the store port: what is small, mutable and transactional.

import type { DatasetRow, DatasetSummary, DatasetVersion, Split } from '@trimtab/contract'

/** A version before it is stored, when it has no dataset id and number yet. */
export type NewDatasetVersion = Omit<DatasetVersion, 'dataset' | 'version'>

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
}
