// What the app has of this folder for the clients of model providers: one function for each make of client.
import type { BeginCall } from '../calls/call.ts'
import { createWrapAnthropic } from './anthropic/wrap-anthropic.ts'
import type { ClientOptions } from './client-options.ts'
import { createWrapOpenAI } from './openai/wrap-openai.ts'

export interface ModelClients {
  /**
   * The same client, each of whose calls of a model is recorded as a prediction: chat, legacy completions, responses and
   * embeddings, whole or streamed, with the helpers made of them. It keeps its type, and what it returns are the vendor's
   * own objects. Any client of the same make fits; who runs the model is told by its base URL. Throws a `TrimtabError`
   * when it is given something else.
   *
   * @example
   * ```ts
   * import { createTrimtab } from '@trimtab/sdk'
   * import OpenAI from 'openai'
   *
   * const trimtab = createTrimtab({ service: 'support-bot' })
   * const openai = trimtab.wrapOpenAI(new OpenAI(), { task: 'support.reply', session: 's-1' })
   *
   * const messages = [{ role: 'user' as const, content: 'Where is my order?' }]
   * const answer = await openai.chat.completions.create({ model: 'gpt-5-mini', messages })
   * console.log(answer.choices[0]?.message.content, trimtab.predictionOf(answer)?.id)
   * ```
   */
  wrapOpenAI: <Client extends object>(client: Client, options?: ClientOptions) => Client
  /**
   * The same for a client of Anthropic: messages and beta messages, whole or streamed, with the helpers made of them.
   *
   * @example
   * ```ts
   * import Anthropic from '@anthropic-ai/sdk'
   * import { createTrimtab } from '@trimtab/sdk'
   *
   * const trimtab = createTrimtab({ service: 'support-bot' })
   * const anthropic = trimtab.wrapAnthropic(new Anthropic(), { task: 'support.reply' })
   *
   * const messages = [{ role: 'user' as const, content: 'Where is my order?' }]
   * const stream = await anthropic.messages.create({ model: 'claude-opus-5', max_tokens: 500, messages, stream: true })
   * for await (const event of stream) console.log(event.type)
   * console.log(trimtab.predictionOf(stream)?.id)
   * ```
   */
  wrapAnthropic: <Client extends object>(client: Client, options?: ClientOptions) => Client
}

export function createModelClients(begin: BeginCall): ModelClients {
  return { wrapOpenAI: createWrapOpenAI(begin), wrapAnthropic: createWrapAnthropic(begin) }
}
