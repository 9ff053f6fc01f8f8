// What `trimtab forget` says to a person.

import type { ForgetReport } from '@trimtab/contract'
import { count } from './amounts-text.ts'

export function describeForgotten(report: ForgetReport): string {
  const { user, predictions, contents, feedback, reviews, datasetVersions, exported } = report
  const gone = [
    count(predictions, 'prediction'),
    count(contents, 'text'),
    `${count(feedback, 'piece')} of feedback`,
    ...(reviews === 0 ? [] : [count(reviews, 'review')]),
  ]
  return [
    `Of ${user} nothing is stored any more: ${gone.slice(0, -1).join(', ')} and ${gone.at(-1) ?? ''} are gone.`,
    ...datasetVersions.map(
      ({ dataset, version, rows }) => `  dataset ${dataset} version ${version}: ${count(rows, 'row')} taken out`,
    ),
    ...(exported.length === 0
      ? []
      : ['These were exported before and are beyond reach; whoever has them must take the rows out:']),
    ...exported.map(({ dataset, version, format, at }) => `  dataset ${dataset} version ${version}, ${format}, ${at}`),
    'Backups made before still have all of it.',
  ].join('\n')
}
