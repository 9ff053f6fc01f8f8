// How good one slice is, as each kind of rater says, out of its tally.

import type { QualityGroup, Rate } from '@trimtab/contract'
import type { Tally } from '../sketches/tally.ts'
import { cohenKappaOfYesNo } from '../statistics/cohen-kappa.ts'
import { wilsonInterval } from '../statistics/wilson-interval.ts'
import { judgeQuality } from './judge-quality.ts'
import { predictionsIn } from './signals/outcomes.ts'
import { ratingsIn, type RatingSums } from './signals/ratings.ts'

export function qualityGroup(name: string | null, tally: Tally, ratings: RatingSums = ratingsIn(tally)): QualityGroup {
  const predictions = predictionsIn(tally)
  const { usersUp, usersDown, reviewersUp, reviewersDown } = ratings
  return {
    name,
    predictions,
    response: rateOf(usersUp + usersDown, predictions),
    users: rateOf(usersUp, usersUp + usersDown),
    reviewers: rateOf(reviewersUp, reviewersUp + reviewersDown),
    judges: [...ratings.judges]
      .map(([judge, sums]) => judgeQuality(judge, sums))
      .toSorted((left, right) => right.raw.count - left.raw.count || (left.judge < right.judge ? -1 : 1)),
    agreement: agreementIn(ratings),
  }
}

function rateOf(good: number, count: number): Rate | null {
  if (count === 0) return null
  const value = good / count
  return { value, ...wilsonInterval(value, count), good, count }
}

function agreementIn({ upUp, upDown, downUp, downDown }: RatingSums): QualityGroup['agreement'] {
  const items = upUp + upDown + downUp + downDown
  if (items === 0) return null
  return {
    items,
    observed: (upUp + downDown) / items,
    kappa: cohenKappaOfYesNo({ bothYes: upUp, onlyFirst: upDown, onlySecond: downUp, bothNo: downDown }),
  }
}
