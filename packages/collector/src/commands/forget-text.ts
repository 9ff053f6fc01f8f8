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
  const isCounted = predictions + feedback + reviews > 0
  return [
    isCounted
      ? `Of ${user} nothing is stored any more: ${gone.slice(0, -1).join(', ')} and ${gone.at(-1) ?? ''} are gone.`
      : `Of ${user} nothing is stored any more. No prediction and no feedback was left; ${count(contents, 'text')} and what else there was are gone. Forgetting that was begun before is done now.`,
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
