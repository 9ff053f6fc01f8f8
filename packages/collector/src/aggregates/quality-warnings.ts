// Why rates may mislead, each in sentences for somebody who knows the product and no statistics.

import type { JudgeQuality, QualityGroup, QualityWarning, Rate, Slice } from '@trimtab/contract'
import { newcombeInterval } from '../statistics/newcombe-interval.ts'
import { wilsonInterval } from '../statistics/wilson-interval.ts'
import { percent } from './percent.ts'
import type { RatingSums } from './signals/ratings.ts'

/** Of a hundred predictions a rate of answers is known within some points; fewer are compared with nothing. */
const PREDICTIONS_MIN = 100
/** What most take for the fewest from which a share or an agreement is told. */
const RATED_MIN = 30
/** At one answer in twenty, the silent could move a rate by 95 points; below it, it says whom the product annoys or delights. */
const RESPONSE_LOW = 0.05
/** Even at the near ends of both intervals: chance, and picking the two furthest of twelve, does not do that. */
const RESPONSE_RATIO = 1.5
/** Fewer points matter to nobody, however sure they are. */
const DIFFERENCE_MIN = 0.05
/** What was left out can then move a rate by no more than ten points. */
const REVIEWED_NEARLY_ALL = 0.9
/** Landis and Koch (1977) call a kappa below it slight; a correlation below it explains four hundredths of what differs. */
const AGREEMENT_SLIGHT = 0.2

export interface Rated {
  total: QualityGroup
  groups: readonly QualityGroup[]
  by: Slice | null
  /** Of the total. */
  ratings: RatingSums
}

export function qualityWarnings({ total, groups, by, ratings }: Rated): QualityWarning[] {
  return [
    ...responseLow(total, groups, by),
    ...responseDiffers(groups, by),
    ...reviewsNotRandom(total),
    ...usersDiffer(total, ratings),
    ...total.judges.flatMap(judgeUnreliable),
  ]
}

function isLow({ response, predictions }: QualityGroup): boolean {
  return response !== null && response.good > 0 && predictions >= PREDICTIONS_MIN && response.value < RESPONSE_LOW
}

/** Of slices only where it is not said of all. */
function responseLow(total: QualityGroup, groups: readonly QualityGroup[], by: Slice | null): QualityWarning[] {
  const low = isLow(total) ? [total] : groups.filter(isLow)
  return low.map((group) => ({
    code: 'response_low',
    group: group === total ? null : group.name,
    text:
      `Users rated only ${percent(group.response?.value ?? 0)} of the predictions` +
      `${group === total ? '' : ` of ${nameOf(by, group.name)}`}. Those who rate are often the very pleased and the very ` +
      'annoyed, so what they say may not hold for the others. A review queue that picks at random tells.',
  }))
}

/** The slice in which most answer against the one in which fewest do. */
function responseDiffers(groups: readonly QualityGroup[], by: Slice | null): QualityWarning[] {
  const compared = groups
    .flatMap(({ name, response, predictions }) =>
      response === null || predictions < PREDICTIONS_MIN ? [] : [{ name, response }],
    )
    .toSorted((left, right) => right.response.value - left.response.value)
  const [most, least] = [compared[0], compared.at(-1)]
  if (most === undefined || least === undefined) return []
  if (most.response.low <= least.response.high * RESPONSE_RATIO) return []
  return [
    {
      code: 'response_differs',
      group: most.name,
      text:
        `Users rated ${percent(most.response.value)} of the predictions of ${nameOf(by, most.name)}, and ` +
        `${percent(least.response.value)} of those of ${nameOf(by, least.name)}. Their rates are of different kinds of ` +
        'users, so a difference between them may be one of who rates and not of quality.',
    },
  ]
}

/** Sums do not know why a prediction was reviewed; only a queue does. */
function reviewsNotRandom({ reviewers, predictions }: QualityGroup): QualityWarning[] {
  if (reviewers === null || reviewers.count >= REVIEWED_NEARLY_ALL * predictions) return []
  return [
    {
      code: 'reviews_not_random',
      group: null,
      text:
        `What reviewers and the ground truth say is counted as it is, of ${reviewers.count} predictions. Those that were ` +
        'reviewed were picked for a reason, thumbs down for example, and are mostly worse than the others. The report of ' +
        'a review queue weighs them by how they were picked.',
    },
  ]
}

/** On the same predictions where there are enough of them, else each on their own. */
function usersDiffer({ users, reviewers, agreement }: QualityGroup, ratings: RatingSums): QualityWarning[] {
  const text = agreement !== null && agreement.items >= RATED_MIN ? onBoth(ratings) : onTheWhole(users, reviewers)
  return text === null ? [] : [{ code: 'users_differ_from_reviewers', group: null, text }]
}

/** Of those on which they differ as many should be up for the one as for the other: the test of McNemar, as an interval. */
function onBoth({ upUp, upDown, downUp, downDown }: RatingSums): string | null {
  const items = upUp + upDown + downUp + downDown
  const differing = upDown + downUp
  if (Math.abs(upDown - downUp) < DIFFERENCE_MIN * items) return null
  const { low, high } = wilsonInterval(upDown / differing, differing)
  if (low <= 0.5 && 0.5 <= high) return null
  return (
    `Of ${items} predictions that both rated, users call ${percent((upUp + upDown) / items)} good and reviewers ` +
    `${percent((upUp + downUp) / items)}. ${differenceMeans(upDown > downUp)}`
  )
}

function onTheWhole(users: Rate | null, reviewers: Rate | null): string | null {
  if (users === null || reviewers === null || Math.min(users.count, reviewers.count) < RATED_MIN) return null
  const { low, high } = newcombeInterval(
    { share: users.value, count: users.count },
    { share: reviewers.value, count: reviewers.count },
  )
  if (low < DIFFERENCE_MIN && high > -DIFFERENCE_MIN) return null
  return (
    `Users call ${percent(users.value)} of what they rated good, and reviewers ${percent(reviewers.value)} of what they ` +
    `looked at. Few predictions were rated by both, so part of it may be that these were others. ` +
    differenceMeans(low > 0)
  )
}

function differenceMeans(areUsersKinder: boolean): string {
  return areUsersKinder
    ? 'Users may overlook what reviewers see; or the guidelines ask for more than users need.'
    : 'Something bothers users that reviewers do not see, or that the guidelines do not ask about.'
}

function judgeUnreliable({ judge, both, kappa, correlation }: JudgeQuality): QualityWarning[] {
  const agreement = kappa?.value ?? correlation
  if (both < RATED_MIN || agreement === null || agreement >= AGREEMENT_SLIGHT) return []
  return [
    {
      code: 'judge_unreliable',
      group: null,
      text:
        `The judge “${judge}” agrees with people hardly better than chance would (${kappa === null ? 'correlation' : 'kappa'} ` +
        `${agreement.toFixed(2)} on ${both} predictions). Look at what people say instead, and at how it is asked.`,
    },
  ]
}

/** `model “gpt”`, `no prompt version`. */
function nameOf(by: Slice | null, name: string | null): string {
  const slice = (by ?? 'slice').replace(/[A-Z]/, (letter) => ` ${letter.toLowerCase()}`)
  return name === null ? `no ${slice}` : `${slice} “${name}”`
}
