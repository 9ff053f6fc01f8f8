// What a review came to, without what was said in words: of whom it is about, or who said it, nothing is left in it.

import type { Json, Review } from '@trimtab/contract'

/** As it is stored: what is true, false or a number stays. */
export function withoutWords(body: string): string {
  const { answers } = JSON.parse(body) as Pick<Review, 'answers'>
  const kept = Object.entries(answers).filter(([, answer]) => typeof answer === 'boolean' || typeof answer === 'number')
  const left: { [name: string]: Json } = {
    correction: null,
    answers: Object.fromEntries(kept),
    note: null,
    feedback: [],
  }
  return JSON.stringify(left)
}
