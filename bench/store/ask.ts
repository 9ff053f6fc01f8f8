// Asks a collector over HTTP, over one connection, and says how long each answer took from the question to its last byte.
import { Agent, request } from 'node:http'
import type { Asked, Question } from './questions.ts'

export interface Answers {
  /** In milliseconds, in the order they were asked. */
  times: number[]
  /** Answered with another status than it should have been. */
  failed: number
  /** Pages that were given before they were full, since their time was over. */
  partial: number
}

export interface Asker {
  ask: (question: Question, asked: Asked) => Promise<void>
  answersTo: (name: string) => Answers
  close: () => void
}

export function createAsker(url: string): Asker {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const all = new Map<string, Answers>()
  const answersTo = (name: string): Answers => {
    const answers = all.get(name) ?? { times: [], failed: 0, partial: 0 }
    all.set(name, answers)
    return answers
  }
  return {
    ask: async ({ name, path, status: expected = 200 }, asked) => {
      const address = new URL(path(asked), url)
      const startMs = performance.now()
      const { status, text } = await get(address, agent)
      const answers = answersTo(name)
      answers.times.push(performance.now() - startMs)
      if (status !== expected) answers.failed += 1
      if (text.includes('"searchedTo"')) answers.partial += 1
    },
    answersTo,
    close: () => agent.destroy(),
  }
}

function get(address: URL, agent: Agent): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(address, { agent })
    sent.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      )
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end()
  })
}
