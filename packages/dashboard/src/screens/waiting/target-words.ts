// What a feedback points at, in words: it says one of four, and may say the task. Pure.
import type { Feedback } from '@trimtab/contract'

export function targetWords({ prediction, key, responseId, session, task }: Feedback): string {
  const targets: [string, string | null][] = [
    ['prediction', prediction],
    ['key', key],
    ['response', responseId],
    ['session', session],
  ]
  const [name, value] = targets.find(([, each]) => each !== null) ?? ['', 'nothing that is known']
  return `${name} ${value}${task === null ? '' : `, task ${task}`}`.trim()
}
