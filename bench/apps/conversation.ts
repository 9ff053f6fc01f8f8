// What is asked: a support bot's instructions that stay the same, an exchange before, and a question that does not.
import type { ChatClient } from '../contestants/contestant.ts'
import { createRandom, makeWords } from '../measure/words.ts'

const SYSTEM = `You answer for a shop. ${makeWords(150, createRandom(7))}`
const QUESTION_WORDS = 120
const EXCHANGE = makeWords(60, createRandom(8))

/** How many different questions are asked, made before anything is measured. */
const VARIETY = 256
const questions = Array.from({ length: VARIETY }, (_, seed) => makeWords(QUESTION_WORDS, createRandom(1000 + seed)))

/** Such as `call-00042!`: what is counted at the sink. */
export function markOf(kind: string, number: number): string {
  return `${kind}-${String(number).padStart(6, '0')}!`
}

/** Finds all marks of a kind. */
export function markPattern(kind: string): string {
  return `${kind}-\\d{6}!`
}

export function makeBody(mark: string, number: number): object {
  return {
    model: 'gpt-4o-mini',
    temperature: 0.2,
    max_tokens: 300,
    messages: [
      { role: 'system', content: SYSTEM },
      { role: 'user', content: EXCHANGE },
      { role: 'assistant', content: EXCHANGE },
      { role: 'user', content: `${mark} ${questions[number % VARIETY]}` },
    ],
  }
}

export function makeStreamBody(mark: string, number: number): object {
  return { ...makeBody(mark, number), stream: true, stream_options: { include_usage: true } }
}

interface WholeAnswer {
  choices: { message: { content: string } }[]
}

/** One call, as an app makes it: asks, and reads all of the answer. */
export async function askOnce(
  client: ChatClient,
  call: { kind: string; number: number; isStream: boolean },
): Promise<void> {
  const mark = markOf(call.kind, call.number)
  if (!call.isStream) {
    const answer = (await client.chat.completions.create(makeBody(mark, call.number))) as WholeAnswer
    if (!answer.choices[0]?.message.content) throw new Error('the answer is empty')
    return
  }
  const stream = (await client.chat.completions.create(makeStreamBody(mark, call.number))) as AsyncIterable<unknown>
  let chunkCount = 0
  for await (const chunk of stream) if (chunk) chunkCount += 1
  if (chunkCount === 0) throw new Error('the stream is empty')
}
