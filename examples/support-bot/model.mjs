// Stands in for a model that costs money: the same question always gets the same answer, after a moment of thought.

const THINKING_MS = 40

const ANSWERS = [
  [
    /\b(refund|money back|return)\b/i,
    'You can send it back within 30 days, free of charge. Shall I e-mail you the label?',
  ],
  [/\b(where|track|parcel|order)\b/i, 'Your parcel left us yesterday and should be with you tomorrow.'],
  [/\b(broken|leaks?|defect)\b/i, 'I am sorry about that. We replace it; please send us a photo.'],
]

/**
 * @param {string} question
 * @returns {Promise<{ text: string }>}
 */
export async function complete(question) {
  await new Promise((resolve) => setTimeout(resolve, THINKING_MS))
  const text = ANSWERS.find(([pattern]) => pattern.test(question))?.[1] ?? 'Let me pass this on to a colleague.'
  return { text }
}
