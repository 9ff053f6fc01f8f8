// Braintrust, as its documentation sets it up: a logger of a project, and the client wrapped.
import { initLogger, wrapOpenAI } from 'braintrust'
import type { OpenContestant } from './contestant.ts'
import { openClient } from './with-plain.ts'

export const open: OpenContestant = (surroundings) => {
  const logger = initLogger({ projectName: 'bench', apiKey: 'sk-bench', appUrl: surroundings.sinkUrl })
  return Promise.resolve({
    client: wrapOpenAI(openClient(surroundings)),
    flush: () => logger.flush(),
  })
}
