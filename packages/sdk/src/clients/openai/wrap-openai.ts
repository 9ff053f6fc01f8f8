// A client of OpenAI, or of anyone who has one of the same make: which of its methods ask a model for something.
import type { BeginCall } from '../../calls/call.ts'
import { TrimtabError } from '../../errors.ts'
import type { ClientOptions } from '../client-options.ts'
import { type ClientShape, hasShape, readClientOptions, wrapClient } from '../wrap-client.ts'
import { chat } from './chat.ts'
import { completions } from './completions.ts'
import { embeddings } from './embeddings.ts'
import { responses } from './responses.ts'

const CHAT: ClientShape = { resources: { completions: { operation: chat } } }
const RESPONSES: ClientShape = { operation: responses }

const SHAPE: ClientShape = {
  resources: {
    chat: CHAT,
    completions: { operation: completions },
    embeddings: { operation: embeddings },
    responses: RESPONSES,
    beta: { resources: { chat: CHAT, responses: RESPONSES } },
  },
}

export function createWrapOpenAI(
  begin: BeginCall,
): <Client extends object>(client: Client, options?: ClientOptions) => Client {
  return function wrapOpenAI(client, options) {
    if (!hasShape(client, SHAPE)) {
      throw new TrimtabError('The client given to wrapOpenAI must be a client of OpenAI, or one of the same make.', {
        code: 'options.invalid',
        option: 'client',
      })
    }
    return wrapClient(client, SHAPE, { begin, options: readClientOptions(options) })
  }
}
