// Why rates may mislead, each in sentences for somebody who knows the product and no statistics.

import type { JudgeQuality, QualityGroup, QualityWarning, Slice } from '@trimtab/contract'
import { newcombeInterval, type Share } from '../statistics/newcombe-interval.ts'
import { correlationInterval } from '../statistics/pearson-correlation.ts'
import { percent } from './percent.ts'
import type { RatingSums } from './signals/ratings.ts'

/** Of a hundred predictions a rate of answers is known within some points; fewer are compared with nothing. */
const PREDICTIONS_MIN = 100
/** What most take for the fewest from which an agreement is told. */
const RATED_MIN = 30
/** Of thumbs up and of thumbs down each: of fewer their share is hardly known at all. */
const REVIEWED_MIN = 10
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
    ...usersDiffer(ratings),
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
        `What reviewers and the ground truth say is counted as it is, of ${reviewers.count === 1 ? 'one prediction' : `${reviewers.count} predictions`}. Those that were ` +
        'reviewed were picked for a reason, thumbs down for example, and are mostly worse than the others. The report of ' +
        'a review queue weighs them by how they were picked.',
    },
  ]
}

/**
 * Of what users rated, a review may have been picked for a thumb down; so thumbs up and down are told apart, and weigh by
 * how often users gave them. With u the part of thumbs up, the difference of users and reviewers is
 *
 *   u P(bad to reviewers | up) − (1 − u) P(good to reviewers | down)
 *
 * which holds however many of either were reviewed, unless they were picked for something else that tells good from bad.
 */
function usersDiffer({ usersUp, usersDown, upUp, upDown, downUp, downDown }: RatingSums): QualityWarning[] {
  const rated = usersUp + usersDown
  const up = contradicted(upDown, { reviewed: upUp + upDown, weight: usersUp / rated })
  const down = contradicted(downUp, { reviewed: downUp + downDown, weight: usersDown / rated })
  if (rated === 0 || up === null || down === null) return []
  const difference = up.weight * up.share - down.weight * down.share
  const { low, high } = newcombeInterval(up, down)
  if (Math.abs(difference) < DIFFERENCE_MIN || (low <= 0 && high >= 0)) return []
  return [
    {
      code: 'users_differ_from_reviewers',
      group: null,
      text:
        `Users call ${percent(up.weight)} of the ${rated} predictions they rated good. Reviewers looked at ` +
        `${up.count + down.count} of these and, with thumbs up and down counted as often as users gave them, call ` +
        `${percent(up.weight - difference)} good. ${differenceMeans(difference > 0)}`,
    },
  ]
}

/** Null where too few were reviewed to tell; what users never said needs none. */
function contradicted(
  count: number,
  { reviewed, weight }: { reviewed: number; weight: number },
): Required<Share> | null {
  if (weight > 0 && reviewed < REVIEWED_MIN) return null
  return { share: reviewed === 0 ? 0 : count / reviewed, count: reviewed, weight }
}

function differenceMeans(areUsersKinder: boolean): string {
  return areUsersKinder
    ? 'Users may overlook what reviewers see; or the guidelines ask for more than users need.'
    : 'Something bothers users that reviewers do not see, or that the guidelines do not ask about.'
}

/** Only where it is nearly sure: kappa is low by itself where nearly all is good, and moves a lot on few predictions. */
function judgeUnreliable({ judge, both, kappa, correlation }: JudgeQuality): QualityWarning[] {
  const agreement = kappa?.value ?? correlation
  if (both < RATED_MIN || agreement === null) return []
  const { high } = kappa ?? correlationInterval(agreement, both)
  if (high >= AGREEMENT_SLIGHT) return []
  return [
    {
      code: 'judge_unreliable',
      group: null,
      text:
        `The judge “${judge}” agrees with people hardly better than chance would (${kappa === null ? 'correlation' : 'kappa'} ` +
        `${agreement.toFixed(2)}, at most ${high.toFixed(2)}, on ${both} predictions). Look at what people say instead, ` +
        'and at how it is asked.',
    },
  ]
}

/** `model “gpt”`, `no prompt version`. */
function nameOf(by: Slice | null, name: string | null): string {
  const slice = (by ?? 'slice').replace(/[A-Z]/, (letter) => ` ${letter.toLowerCase()}`)
  return name === null ? `no ${slice}` : `${slice} “${name}”`
}
