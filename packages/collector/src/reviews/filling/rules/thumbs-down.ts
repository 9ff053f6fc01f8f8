// Somebody is not content, and no reviewer has said yet what is right. What only a judge says is no thumb.

import type { FitRule } from './rule.ts'

export const fitThumbsDown: FitRule<'thumbs_down'> = ({ opinion: { thumbs, by } }) => {
  const isReviewed = Object.values(by).includes('reviewer')
  return thumbs === 'down' && by.thumbs !== 'judge' && !isReviewed ? { detail: by.thumbs } : null
}
