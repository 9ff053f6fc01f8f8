// What people think of predictions now: whoever changes their mind is taken back as they thought and counted as they think.

import { addCount, addSummand, sumOf } from '../../sketches/tally.ts'
import type { FigureSignal } from './signal.ts'

/** A score counts in millionths. */
const MILLIONTHS = 1e6

export const opinions: FigureSignal<'thumbsUp' | 'thumbsDown' | 'rated' | 'corrected' | 'score'> = {
  count: ({ thumbs, score, isRated, isCorrected }, into, sign) => {
    if (thumbs !== null) addCount(into, thumbs === 'up' ? 'thumbsUp' : 'thumbsDown', sign)
    if (isRated) addCount(into, 'rated', sign)
    if (isCorrected) addCount(into, 'corrected', sign)
    if (score === null) return
    addCount(into, 'scored', sign)
    addSummand(into, 'score', score * MILLIONTHS, sign)
  },
  figuresOf: (tally) => {
    const count = tally.counts.get('scored') ?? 0
    return {
      thumbsUp: tally.counts.get('thumbsUp') ?? 0,
      thumbsDown: tally.counts.get('thumbsDown') ?? 0,
      rated: tally.counts.get('rated') ?? 0,
      corrected: tally.counts.get('corrected') ?? 0,
      score: count === 0 ? null : { mean: sumOf(tally, 'score') / MILLIONTHS / count, count },
    }
  },
}
