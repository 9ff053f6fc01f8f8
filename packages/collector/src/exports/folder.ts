// Writes a dataset version for one target into a folder: the rows, the manifest and the lineage. The same version
// gives the same bytes for as long as nobody withdraws. A folder that holds anything else is left alone.

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type DatasetRow,
  type DatasetVersion,
  type ExportManifest,
  type LeftOutReason,
  type LineageRow,
  type Split,
  SPLITS,
} from '@trimtab/contract'
import { makeFolder } from '../make-folder.ts'
import { meaningOf, Refusal } from '../refusal.ts'
import type { Format } from './format.ts'
import { jsonLines } from './jsonl.ts'

interface ExportOptions {
  version: DatasetVersion
  rowsOf: (split: Split) => Promise<DatasetRow[]>
  /** Whether somebody has held a prediction back since the version was built. */
  isWithheld: (prediction: string) => Promise<boolean>
  splits: readonly Split[]
  format: Format
  folder: string
}

interface SplitFile {
  name: string
  split: Split
  text: string
  rows: number
  lineage: LineageRow[]
  leftOut: LeftOutReason[]
  withheld: number
}

export async function writeExport({
  version,
  rowsOf,
  isWithheld,
  splits,
  format,
  folder,
}: ExportOptions): Promise<ExportManifest> {
  // Splits already there are written again: versions are immutable, so they come out the same.
  const present = orUnwritable(folder, () => splitsAlreadyIn(folder, version, format))
  const files: SplitFile[] = []
  for (const split of SPLITS.filter((name) => splits.includes(name) || present.includes(name))) {
    const rows = await rowsOf(split)
    const withheld = await Promise.all(rows.map((row) => isWithheld(row.lineage.prediction)))
    const free = rows.filter((_row, index) => withheld[index] !== true)
    files.push({ ...formatSplit(split, free, format), withheld: rows.length - free.length })
  }
  const manifest: ExportManifest = {
    dataset: version,
    format: format.name,
    leftOut: countByReason(files.flatMap((file) => file.leftOut)),
    withheld: files.reduce((sum, file) => sum + file.withheld, 0),
    files: files.map(({ name, split, rows, text }) => ({
      name,
      split,
      rows,
      bytes: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
    })),
  }
  orUnwritable(folder, () => {
    makeFolder(folder)
    for (const { name, text } of files) writeWhole(join(folder, name), text)
    writeWhole(join(folder, 'lineage.jsonl'), jsonLines(files.flatMap((file) => file.lineage)))
    writeWhole(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  })
  return manifest
}

function formatSplit(split: Split, rows: DatasetRow[], format: Format): Omit<SplitFile, 'withheld'> {
  const formatted = rows.map((row) => ({ lineage: row.lineage, result: format.row(row.example) }))
  const kept = formatted.flatMap(({ lineage, result }) =>
    result.outcome === 'row' ? [{ lineage, row: result.row }] : [],
  )
  return {
    name: `${split}.jsonl`,
    split,
    text: jsonLines(kept.map(({ row }) => row)),
    rows: kept.length,
    lineage: kept.map(({ lineage }, index) => ({ ...lineage, line: index + 1 })),
    leftOut: formatted.flatMap(({ result }) => (result.outcome === 'left_out' ? [result.reason] : [])),
  }
}

function countByReason(reasons: LeftOutReason[]): ExportManifest['leftOut'] {
  const counts: ExportManifest['leftOut'] = {}
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1
  return counts
}

function splitsAlreadyIn(folder: string, version: DatasetVersion, format: Format): Split[] {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return []
  const manifest = readManifest(join(folder, 'manifest.json'))
  const isSame =
    manifest?.dataset?.dataset === version.dataset &&
    manifest.dataset.version === version.version &&
    manifest.format === format.name
  if (isSame && manifest.files !== undefined)
    return SPLITS.filter((split) => manifest.files?.some((file) => file?.split === split))
  throw new Refusal('folder.not_empty', `${folder} already holds other files; name an empty folder with --out.`)
}

/** Other programs call a file manifest.json too: nothing need be in it. */
function readManifest(file: string): Partial<ExportManifest> | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<ExportManifest> | null
  } catch {
    return null
  }
}

function orUnwritable<Result>(folder: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!/^E[A-Z]+$/.test(code)) throw error
    throw new Refusal(
      'folder.unwritable',
      `The folder ${folder} cannot be written: ${meaningOf(code)}. Choose another with --out.`,
      {
        cause: error,
      },
    )
  }
}

/** A reader never sees half a file. */
function writeWhole(file: string, text: string): void {
  const partial = `${file}.partial`
  rmSync(partial, { force: true })
  // `wx`: never through a link that somebody put there meanwhile.
  writeFileSync(partial, text, { flag: 'wx' })
  renameSync(partial, file)
}
