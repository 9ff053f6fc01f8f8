// What the pretended provider says: bytes made once, so that answering costs it next to nothing. The same bytes are
// handed out inside the process where the network is left out.
import { createRandom, makeWords } from '../measure/words.ts'

/** How many different answers there are; they are given in turn. */
const VARIETY = 64

const WORDS_WHOLE = 90

const usage = { prompt_tokens: 412, completion_tokens: 118, total_tokens: 530 }
const head = { id: 'chatcmpl-bench', created: 1_795_000_000, model: 'gpt-4o-mini-2024-07-18' }

/** In every answer, so that it can be seen whether answers arrived at the sink. */
export const ANSWER_MARK = 'bench answer'

function makeWhole(seed: number): Buffer {
  const content = `${ANSWER_MARK} ${makeWords(WORDS_WHOLE, createRandom(seed))}`
  const message = { role: 'assistant', content, refusal: null }
  const choices = [{ index: 0, message, logprobs: null, finish_reason: 'stop' }]
  return Buffer.from(JSON.stringify({ ...head, object: 'chat.completion', choices, usage }))
}

function makeEvent(fields: object): Buffer {
  return Buffer.from(`data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', ...fields })}\n\n`)
}

function makeChoice(delta: object, finishReason: string | null): object {
  return { choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }], usage: null }
}

/** One buffer an event; `chunkCount` of them carry words. */
export function makeEvents(chunkCount: number, seed: number): Buffer[] {
  const random = createRandom(seed)
  const words = Array.from({ length: chunkCount }, (_, index) =>
    makeEvent(makeChoice({ content: index === 0 ? `${ANSWER_MARK} ` : `${makeWords(1, random)} ` }, null)),
  )
  return [
    makeEvent(makeChoice({ role: 'assistant', content: '', refusal: null }, null)),
    ...words,
    makeEvent(makeChoice({}, 'stop')),
    makeEvent({ choices: [], usage }),
    Buffer.from('data: [DONE]\n\n'),
  ]
}

export interface CannedAnswer {
  contentType: string
  body: Buffer
}

/** Hands out the answers of one way of answering: `whole`, or `chunks-20` for a stream of twenty. */
export function createAnswers(way: string): () => CannedAnswer {
  const chunkCount = Number(/^chunks-(\d+)$/.exec(way)?.[1] ?? 0)
  const contentType = chunkCount > 0 ? 'text/event-stream; charset=utf-8' : 'application/json'
  const bodies = Array.from({ length: VARIETY }, (_, seed) =>
    chunkCount > 0 ? Buffer.concat(makeEvents(chunkCount, seed)) : makeWhole(seed),
  )
  let next = 0
  return () => {
    next = (next + 1) % VARIETY
    return { contentType, body: bodies[next] ?? Buffer.alloc(0) }
  }
}
