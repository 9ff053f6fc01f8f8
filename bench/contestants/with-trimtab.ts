// Trimtab, wrapping the client.
import { createTrimtab } from '@trimtab/sdk'
import type { OpenContestant } from './contestant.ts'
import { openClient } from './with-plain.ts'

export const open: OpenContestant = (surroundings) => {
  const trimtab = createTrimtab({ url: surroundings.sinkUrl, service: 'bench' })
  return Promise.resolve({
    client: trimtab.wrapOpenAI(openClient(surroundings), { task: 'bench' }),
    flush: () => trimtab.flush(),
  })
}
