// What a feedback says, and whether it says anything: a wrong value is counted as lost, never turned into another one.
import type { FeedbackKind } from '@trimtab/contract'

export interface Statement {
  kind: FeedbackKind
  value?: unknown
  comment?: string | undefined
  retractedKind?: FeedbackKind
}

export function saysSomething({ kind, value, comment, retractedKind }: Statement): boolean {
  switch (kind) {
    case 'thumbs':
      return typeof value === 'boolean'
    case 'score':
      return isNumber(value)
    case 'label':
      return isNumber(value) || isText(value)
    case 'signal':
      return isText(value)
    case 'correction':
      return value !== undefined && value !== null
    case 'comment':
      return isText(comment)
    case 'retraction':
      return retractedKind !== undefined
  }
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value)
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}
