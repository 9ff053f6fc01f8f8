// The name under which the answers to a question are kept, made from the question for who gives none. Pure.

/** The judgement's own in a report. */
const TAKEN = ['decision']
const CHARACTERS_MAX = 60

/** "What was wrong?" is "what_was_wrong"; empty where the question has no words. */
export function fieldNameFrom(question: string, others: readonly string[]): string {
  const words = question.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  const name = words.join('_').slice(0, CHARACTERS_MAX)
  const taken = new Set([...TAKEN, ...others])
  if (name === '' || !taken.has(name)) return name
  let number = 2
  while (taken.has(`${name}_${number}`)) number += 1
  return `${name}_${number}`
}
