// What is sent: calls as apps make them, with a place in every text that is filled anew for each, so that no two texts
// are the same unless they are the same message.
import { createRandom, makeWords } from '../measure/words.ts'

export const SHAPES = ['single', 'chat'] as const
export type Shape = (typeof SHAPES)[number]

/** Nine digits, filled with the number of a conversation. */
export const MARK = '000000000'

export const TURNS = 10

export interface Call {
  session: string | undefined
  system: string | undefined
  messages: { role: string; text: string }[]
  answer: string
}

/** Words of a text; with everything else of its row it makes up 3 kB, or 10.6 kB on average over ten turns. */
const WORDS_OF = { single: { question: 222, answer: 126 }, chat: { question: 108, answer: 108 } }

/** The instructions of a chat are those of the app; a single call has none, so that nothing of it was ever said before. */
const CHAT_SYSTEM = `You answer for a shop. ${makeWords(90, createRandom(7))}`

export function makeCall(shape: Shape, place: number, turn: number): Call {
  const text = (index: number, words: number): string =>
    `${MARK}.${index} ${makeWords(words, createRandom(place * 1000 + index))}`
  const { question, answer } = WORDS_OF[shape]
  if (shape === 'single') {
    const messages = [{ role: 'user', text: text(1, question) }]
    return { session: undefined, system: undefined, messages, answer: text(2, answer) }
  }
  const messages = Array.from({ length: 2 * turn + 1 }, (_, index) => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    text: text(index, index % 2 === 0 ? question : answer),
  }))
  return { session: `session-${MARK}`, system: CHAT_SYSTEM, messages, answer: text(2 * turn + 1, answer) }
}

/** Which texts are its own: a conversation keeps its number over all of its turns. */
export function conversationOf(shape: Shape, number: number, perRequest: number): number {
  if (shape === 'single') return number
  const request = Math.floor(number / perRequest)
  return Math.floor(request / TURNS) * perRequest + (number % perRequest)
}

export function turnOf(shape: Shape, number: number, perRequest: number): number {
  return shape === 'single' ? 0 : Math.floor(number / perRequest) % TURNS
}
