// What users, reviewers and judges say, each counted by itself, and together where more than one of them rated the same
// prediction: sums from which rates, agreement and the correction of judges follow. Judges are counted by name, of which
// the store bounds the length and how many there are, so that no cell grows without end.

import { addCount, addSummand, type Sign, sumOf, type Tally } from '../../sketches/tally.ts'
import type { JudgeRating, Ratings } from '../../store/rows-folding.ts'
import type { Signal } from './signal.ts'

/** Of one judge's scores, and of what is trusted beside them: what means, variances and covariances are made of. */
export interface JudgeSums {
  /** Of predictions that nobody who is trusted rated. */
  alone: { count: number; scores: number; squares: number }
  /** Of those that somebody did. */
  both: {
    count: number
    scores: number
    squares: number
    trusted: number
    trustedSquares: number
    products: number
  }
}

export interface RatingSums {
  usersUp: number
  usersDown: number
  reviewersUp: number
  reviewersDown: number
  /** Of predictions that users and reviewers both rated: users first. */
  upUp: number
  upDown: number
  downUp: number
  downDown: number
  /** By name. */
  judges: Map<string, JudgeSums>
}

/** Scores, their squares and products count in millionths. */
const MILLIONTHS = 1e6
/** Of either sign; what is beyond it counts as this. The square of it is still no more than a summand may be. */
const SCORE_MAX = 999

/** What is counted under its own name. */
type Plain = Exclude<keyof RatingSums, 'judges'>

/** The sums of a judge have its name between these: short, since every cell spells them out. */
const JUDGE = 'j.'
const ALONE = { count: '.a', scores: '.b', squares: '.c' } as const satisfies {
  [sum in keyof JudgeSums['alone']]: string
}
const BOTH = {
  count: '.d',
  scores: '.e',
  squares: '.f',
  trusted: '.g',
  trustedSquares: '.h',
  products: '.i',
} as const satisfies { [sum in keyof JudgeSums['both']]: string }

export const ratings: Signal = {
  count: ({ ratings: { users, reviewers, judges } }, into, sign) => {
    const addPlain = (name: Plain): void => addCount(into, name, sign)
    if (users !== null) addPlain(users ? 'usersUp' : 'usersDown')
    if (reviewers !== null) addPlain(reviewers ? 'reviewersUp' : 'reviewersDown')
    const both = bothOf(users, reviewers)
    if (both !== null) addPlain(both)
    for (const judge of judges) countJudge(judge, into, sign)
  },
}

function bothOf(users: Ratings['users'], reviewers: Ratings['reviewers']): Plain | null {
  if (users === null || reviewers === null) return null
  return users ? (reviewers ? 'upUp' : 'upDown') : reviewers ? 'downUp' : 'downDown'
}

function countJudge({ judge, score, trusted }: JudgeRating, into: Tally, sign: Sign): void {
  const name = JUDGE + judge
  const add = (sum: string, value: number): void => addSummand(into, name + sum, value * MILLIONTHS, sign)
  const ofJudge = clipped(score)
  const sums = trusted === null ? ALONE : BOTH
  addCount(into, name + sums.count, sign)
  add(sums.scores, ofJudge)
  add(sums.squares, ofJudge * ofJudge)
  if (trusted === null) return
  const ofTrusted = clipped(trusted)
  add(BOTH.trusted, ofTrusted)
  add(BOTH.trustedSquares, ofTrusted * ofTrusted)
  add(BOTH.products, ofJudge * ofTrusted)
}

function clipped(score: number): number {
  return Math.max(-SCORE_MAX, Math.min(score, SCORE_MAX))
}

export function ratingsIn(tally: Tally): RatingSums {
  const of = (name: Plain): number => tally.counts.get(name) ?? 0
  return {
    usersUp: of('usersUp'),
    usersDown: of('usersDown'),
    reviewersUp: of('reviewersUp'),
    reviewersDown: of('reviewersDown'),
    upUp: of('upUp'),
    upDown: of('upDown'),
    downUp: of('downUp'),
    downDown: of('downDown'),
    judges: new Map(judgesIn(tally).map((judge) => [judge, judgeSumsIn(tally, JUDGE + judge)])),
  }
}

/** Whoever counts at all has a count of one kind or the other. */
function judgesIn({ counts }: Tally): string[] {
  const judges = new Set<string>()
  for (const name of counts.keys())
    if (name.startsWith(JUDGE) && (name.endsWith(ALONE.count) || name.endsWith(BOTH.count)))
      judges.add(name.slice(JUDGE.length, -ALONE.count.length))
  return [...judges].toSorted()
}

function judgeSumsIn(tally: Tally, name: string): JudgeSums {
  const sum = (suffix: string): number => sumOf(tally, name + suffix) / MILLIONTHS
  return {
    alone: {
      count: tally.counts.get(name + ALONE.count) ?? 0,
      scores: sum(ALONE.scores),
      squares: sum(ALONE.squares),
    },
    both: {
      count: tally.counts.get(name + BOTH.count) ?? 0,
      scores: sum(BOTH.scores),
      squares: sum(BOTH.squares),
      trusted: sum(BOTH.trusted),
      trustedSquares: sum(BOTH.trustedSquares),
      products: sum(BOTH.products),
    },
  }
}
