// LangSmith, as its README sets it up.
import { Client } from 'langsmith'
import { wrapOpenAI } from 'langsmith/wrappers'
import type { OpenContestant } from './contestant.ts'
import { openClient } from './with-plain.ts'

export const open: OpenContestant = (surroundings) => {
  process.env['LANGSMITH_TRACING'] = 'true'
  const client = new Client({ apiKey: 'lsv2_bench', apiUrl: surroundings.sinkUrl })
  return Promise.resolve({
    client: wrapOpenAI(openClient(surroundings), { client }),
    flush: () => client.awaitPendingTraceBatches(),
  })
}
