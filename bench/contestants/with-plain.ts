// Nobody watches: what everyone else is compared with.
import { OpenAI } from 'openai'
import type { OpenContestant, Surroundings } from './contestant.ts'

/** One try a call, so that a failure is one failure. */
export function openClient({ providerUrl, fetch }: Surroundings): OpenAI {
  return new OpenAI({ apiKey: 'bench', baseURL: providerUrl, maxRetries: 0, ...(fetch && { fetch }) })
}

export const open: OpenContestant = (surroundings) =>
  Promise.resolve({
    client: openClient(surroundings),
    flush: () => Promise.resolve(),
  })
