// Trimtab, wrapping the client.
import { createTrimtab } from '@trimtab/sdk'
import type { OpenContestant } from './contestant.ts'
import { openClient } from './with-plain.ts'

export const open: OpenContestant = (surroundings) => {
  const trimtab = createTrimtab({ url: surroundings.sinkUrl, service: 'bench' })
  const client = openClient(surroundings)
  const create = trimtab.monitor('bench', client.chat.completions.create.bind(client.chat.completions) as never, {
    input: (body: { messages: never[] }) => ({ messages: body.messages }),
  })
  Object.assign(client.chat.completions, { create })
  return Promise.resolve({ client, flush: () => trimtab.flush() })
}
