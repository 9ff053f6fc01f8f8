// People, programs and the world say different things of it; or two variants of what is monitored gave different
// answers to one business key, and at most one of them can be right.

import type { Prediction } from '@trimtab/contract'
import type { FitRule } from './rule.ts'

const VARIANTS_NAMED_MAX = 3

export const fitDisagreement: FitRule<'disagreement'> = async (prediction, _rule, { answersOfOthers }) => {
  const { conflicts } = prediction.opinion
  if (conflicts.length > 0) return { detail: conflicts.join(', ') }
  const others = (await answersOfOthers(prediction)).filter((other) => isOtherAnswer(prediction, other))
  if (others.length === 0) return null
  const variants = [...new Set(others.map(({ variant }) => variant))]
  return { detail: `variant ${variants.slice(0, VARIANTS_NAMED_MAX).join(', ')}` }
}

/** What neither of them says is no other answer: one may have failed, or kept no content. */
export function isOtherAnswer(one: Prediction, other: Prediction): boolean {
  const labels = [one.output.label, other.output.label]
  if (!labels.includes(null)) return String(labels[0]) !== String(labels[1])
  const texts = [one.output.text, other.output.text]
  return !texts.includes(null) && texts[0] !== texts[1]
}
