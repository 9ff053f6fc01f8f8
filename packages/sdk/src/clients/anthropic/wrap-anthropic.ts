// A client of Anthropic, its own or one for another platform: which of its methods ask a model for something.
import type { BeginCall } from '../../calls/call.ts'
import { TrimtabError } from '../../errors.ts'
import type { ClientOptions } from '../client-options.ts'
import { type ClientShape, hasShape, readClientOptions, wrapClient } from '../wrap-client.ts'
import { messages } from './messages.ts'

const MESSAGES: ClientShape = { operation: messages }

const SHAPE: ClientShape = { resources: { messages: MESSAGES, beta: { resources: { messages: MESSAGES } } } }

export function createWrapAnthropic(
  begin: BeginCall,
): <Client extends object>(client: Client, options?: ClientOptions) => Client {
  return function wrapAnthropic(client, options) {
    if (!hasShape(client, SHAPE)) {
      throw new TrimtabError('The client given to wrapAnthropic must be a client of Anthropic.', {
        code: 'options.invalid',
        option: 'client',
      })
    }
    return wrapClient(client, SHAPE, { begin, options: readClientOptions(options) })
  }
}
