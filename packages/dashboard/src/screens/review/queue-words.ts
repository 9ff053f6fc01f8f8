// How far a queue is, in words. Pure.
import type { ReviewQueueWithProgress } from '@trimtab/contract'
import { formatCount } from '../../format/number.ts'

type Facts = Pick<ReviewQueueWithProgress, 'isPaused' | 'progress' | 'rules'>

export function phaseWords({ isPaused, progress, rules }: Facts): string {
  if (isPaused) return 'paused'
  if (rules.length === 0) return 'filled by hand'
  if (progress.isFull) return 'full'
  if (progress.phase === 'counting') return 'counting what there is'
  return progress.phase === 'looking_back' ? 'looking back' : 'following'
}

/** What that means for who waits. */
export function phaseReason({ isPaused, progress, rules }: Facts): string {
  const looked = progress.considered === 0 ? NOTHING_CAME : `${formatCount(progress.considered)} looked at so far.`
  if (rules.length === 0) return 'It has no rules, so nothing is picked: it holds what somebody puts there.'
  if (isPaused) return 'It is paused: nothing more is put into it.'
  if (progress.isFull) return 'It is full: nothing more is picked until some are done.'
  if (progress.phase === 'counting') return `It counts what there is, to spread what it picks. ${looked}`
  if (progress.phase === 'looking_back') return `It looks through what is stored already. ${looked}`
  return `It follows what comes. ${looked}`
}

/** "about 40 a day", or by the shares of its rules; why it is empty where nothing can come of that. */
export function paceWords({
  perDay,
  rules,
  progress,
}: Pick<ReviewQueueWithProgress, 'perDay' | 'rules' | 'progress'>): string {
  if (rules.length === 0) return 'nothing is picked: it has no rules'
  const pace = perDay === null ? 'by shares' : `about ${formatCount(perDay)} a day`
  return progress.considered === 0 && progress.phase === 'following' ? `${pace}; no predictions have come yet` : pace
}

const NOTHING_CAME = 'No prediction that it could look at has come yet.'
