// How far a queue is, in words. Pure.
import type { ReviewQueue, ReviewQueueWithProgress } from '@trimtab/contract'
import { formatCount } from '../../format/number.ts'

export function phaseWords({ isPaused, progress }: Pick<ReviewQueueWithProgress, 'isPaused' | 'progress'>): string {
  if (isPaused) return 'paused'
  if (progress.isFull) return 'full'
  if (progress.phase === 'counting') return 'counting what there is'
  return progress.phase === 'looking_back' ? 'looking back' : 'following'
}

/** What that means for who waits. */
export function phaseReason({ isPaused, progress }: Pick<ReviewQueueWithProgress, 'isPaused' | 'progress'>): string {
  const looked = `${formatCount(progress.considered)} looked at so far.`
  if (isPaused) return 'It is paused: nothing more is put into it.'
  if (progress.isFull) return 'It is full: nothing more is picked until some are done.'
  if (progress.phase === 'counting') return `It counts what there is, to spread what it picks. ${looked}`
  if (progress.phase === 'looking_back') return `It looks through what is stored already. ${looked}`
  return `It follows what comes. ${looked}`
}

/** "about 40 a day", or by the shares of its rules. */
export function paceWords({ perDay, rules }: Pick<ReviewQueue, 'perDay' | 'rules'>): string {
  if (perDay !== null) return `about ${formatCount(perDay)} a day`
  return rules.length === 0 ? 'what somebody puts there' : 'by shares'
}
