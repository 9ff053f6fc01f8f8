// Datasets in words, for a terminal.

import { type DatasetSummary, type DatasetVersion, type ExportManifest, SPLITS } from '@trimtab/contract'

export function listDatasets(datasets: DatasetSummary[]): string {
  if (datasets.length === 0) return 'No dataset yet; `trimtab dataset build RECIPE.json` builds one.'
  return datasets
    .map(({ id, name, version, rows, builtAt }) => `${id}  ${name}  version ${version}  rows: ${rows}  ${builtAt}`)
    .join('\n')
}

export function describeVersion(version: DatasetVersion): string {
  const { forgotten = 0 } = version
  const kept = SPLITS.map((split) => `${version.kept[split]} ${split}`).join(', ')
  const dropped = Object.entries(version.dropped).map(([reason, count]) => `  left out, ${reason}: ${count}`)
  return [
    `${version.name} version ${version.version}, id ${version.dataset}`,
    `  selected: ${version.selected} predictions as of ${version.asOf}`,
    `  kept: ${kept}`,
    ...(forgotten === 0 ? [] : [`  of those kept, gone since because their people were forgotten: ${forgotten}`]),
    ...dropped,
  ].join('\n')
}

export function describeExport(manifest: ExportManifest, folder: string): string {
  const files = manifest.files.map(({ name, rows, bytes }) => `  ${name}, rows: ${rows}, bytes: ${bytes}`)
  const leftOut = Object.entries(manifest.leftOut).map(([reason, count]) => `  left out, ${reason}: ${count}`)
  const withheld = manifest.withheld === 0 ? [] : [`  left out, consent withdrawn since: ${manifest.withheld}`]
  return [
    `Wrote ${manifest.format} to ${folder}`,
    ...files,
    ...leftOut,
    ...withheld,
    ...forgottenIn(manifest.dataset),
  ].join('\n')
}

function forgottenIn({ forgotten = 0 }: DatasetVersion): string[] {
  return forgotten === 0 ? [] : [`  left out, their people were forgotten since: ${forgotten}`]
}
