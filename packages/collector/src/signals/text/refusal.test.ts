import { expect, it } from 'vitest'
import { REFUSAL_PHRASES } from './refusal-phrases.ts'
import { isRefusal } from './refusal.ts'

it.each([
  'I’m sorry, but I can’t help with that.',
  "Sorry,  I can't share that.",
  'As an AI language model, I have no opinion.',
  'Das geht leider nicht. Dabei kann ich nicht helfen.',
  'Lo siento, pero no puedo ayudar con eso.',
  'Désolé, je ne peux pas répondre.',
  '抱歉，我无法回答这个问题。',
  '申し訳ありませんが、お手伝いできません。',
])('an answer is refused: %j', (text) => {
  expect(isRefusal(text)).toBe(true)
})

it.each([
  'I’m sorry to hear that your order is late. It left us this morning.',
  'Sure, here is how you reset your password.',
  `${'We looked into this for you. '.repeat(10)} The bank says: "I can't help with this."`,
  '',
])('an answer is not refused: %j', (text) => {
  expect(isRefusal(text)).toBe(false)
})

it('phrases are written as texts are before they are looked for in them', () => {
  for (const phrase of REFUSAL_PHRASES) expect(isRefusal(phrase), phrase).toBe(true)
  expect(new Set(REFUSAL_PHRASES).size).toBe(REFUSAL_PHRASES.length)
})
