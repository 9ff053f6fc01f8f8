// Whose word an opinion is, where that is not a person's, and whether people say different things. Pure.
import type { Opinion } from '@trimtab/contract'

/** "judge: " before what only a judge says; nothing before the word of people, programs and the world. */
export function voiceOf({ by }: Pick<Opinion, 'by'>, kind: 'thumbs' | 'score' | 'correction' | 'label'): string {
  return by[kind] === 'judge' ? 'judge: ' : ''
}

/** Null where nobody contradicts anybody. */
export function disputeOf({ conflicts }: Pick<Opinion, 'conflicts'>): string | null {
  if (conflicts.length === 0) return null
  return conflicts.includes('thumbs') ? 'disputed' : `disputed ${conflicts.join(' and ')}`
}
