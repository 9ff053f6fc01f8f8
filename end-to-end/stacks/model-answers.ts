// One reply in the form of each API that the model server speaks.
import type { JsonObject } from '@trimtab/contract'

/** What a call is answered with, before it has the form of an API. */
export interface Reply {
  id: string
  model: string
  text: string | null
  toolCall: { id: string; name: string; arguments: JsonObject } | null
  inputTokens: number
  outputTokens: number
}

const CREATED = 1_790_000_000
const VECTOR = [0.1, -0.2, 0.3, 0.4]

function usageOf({ inputTokens, outputTokens }: Reply): object {
  return { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens }
}

function openaiToolCalls({ toolCall }: Reply): object | undefined {
  if (toolCall === null) return undefined
  const { id, name } = toolCall
  return [{ id, type: 'function', function: { name, arguments: JSON.stringify(toolCall.arguments) } }]
}

export function chatAnswer(reply: Reply): object {
  const toolCalls = openaiToolCalls(reply)
  return {
    id: reply.id,
    object: 'chat.completion',
    created: CREATED,
    model: reply.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: reply.text, ...(toolCalls && { tool_calls: toolCalls }) },
        finish_reason: toolCalls ? 'tool_calls' : 'stop',
      },
    ],
    usage: usageOf(reply),
  }
}

/** A word a chunk, then the reason, then the usage where it was asked for. */
export function chatChunks(reply: Reply, withUsage: boolean): object[] {
  const chunk = (delta: object, reason: string | null = null): object => ({
    id: reply.id,
    object: 'chat.completion.chunk',
    created: CREATED,
    model: reply.model,
    choices: [{ index: 0, delta, finish_reason: reason }],
  })
  const words = (reply.text ?? '').match(/\S+\s*/g) ?? []
  const toolCalls = openaiToolCalls(reply) as object[] | undefined
  return [
    chunk({ role: 'assistant', content: '' }),
    ...words.map((content) => chunk({ content })),
    ...(toolCalls ?? []).map((call) => chunk({ tool_calls: [{ index: 0, ...call }] })),
    chunk({}, toolCalls ? 'tool_calls' : 'stop'),
    ...(withUsage ? [{ ...chunk({}), choices: [], usage: usageOf(reply) }] : []),
  ]
}

export function responsesAnswer(reply: Reply): object {
  const { toolCall, text, inputTokens, outputTokens } = reply
  const item =
    toolCall === null
      ? {
          type: 'message',
          id: `msg_${reply.id}`,
          status: 'completed',
          role: 'assistant',
          content: [{ type: 'output_text', text, annotations: [] }],
        }
      : {
          type: 'function_call',
          id: `fc_${reply.id}`,
          call_id: toolCall.id,
          name: toolCall.name,
          arguments: JSON.stringify(toolCall.arguments),
          status: 'completed',
        }
  return {
    id: reply.id,
    object: 'response',
    created_at: CREATED,
    status: 'completed',
    model: reply.model,
    output: [item],
    error: null,
    incomplete_details: null,
    usage: {
      input_tokens: inputTokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: inputTokens + outputTokens,
    },
  }
}

export function embeddingsAnswer(reply: Reply, inputs: string[]): object {
  return {
    object: 'list',
    model: reply.model,
    data: inputs.map((_, index) => ({ object: 'embedding', index, embedding: VECTOR })),
    usage: { prompt_tokens: reply.inputTokens, total_tokens: reply.inputTokens },
  }
}

export function messagesAnswer(reply: Reply): object {
  const { toolCall, text } = reply
  return {
    id: reply.id,
    type: 'message',
    role: 'assistant',
    model: reply.model,
    content:
      toolCall === null
        ? [{ type: 'text', text }]
        : [{ type: 'tool_use', id: toolCall.id, name: toolCall.name, input: toolCall.arguments }],
    stop_reason: toolCall === null ? 'end_turn' : 'tool_use',
    stop_sequence: null,
    usage: { input_tokens: reply.inputTokens, output_tokens: reply.outputTokens },
  }
}
