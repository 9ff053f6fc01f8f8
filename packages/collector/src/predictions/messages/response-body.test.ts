import type { Json } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readResponseBody } from './response-body.ts'

const hello = { role: 'assistant', parts: [{ type: 'text', text: 'Hello' }] }

describe('the body of an answer', () => {
  it.each<[string, Json, object]>([
    [
      'OpenAI’s chat',
      {
        id: 'chatcmpl-1',
        object: 'chat.completion',
        model: 'gpt-4o-mini-2024-07-18',
        choices: [{ index: 0, message: { role: 'assistant', content: 'Hello', refusal: null }, finish_reason: 'stop' }],
        usage: {
          prompt_tokens: 10,
          completion_tokens: 5,
          total_tokens: 15,
          prompt_tokens_details: { cached_tokens: 4 },
          completion_tokens_details: { reasoning_tokens: 3 },
        },
      },
      {
        responseId: 'chatcmpl-1',
        modelResponded: 'gpt-4o-mini-2024-07-18',
        finishReason: 'stop',
        inputTokens: 10,
        outputTokens: 5,
        cachedInputTokens: 4,
        reasoningTokens: 3,
      },
    ],
    [
      'OpenAI’s completions',
      { id: 'cmpl-1', model: 'm', choices: [{ text: 'Hello', finish_reason: 'length' }] },
      { responseId: 'cmpl-1', modelResponded: 'm', finishReason: 'length' },
    ],
    [
      'OpenAI’s responses',
      {
        id: 'resp_1',
        object: 'response',
        status: 'completed',
        model: 'm',
        output: [
          { type: 'reasoning', summary: [] },
          { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hello', annotations: [] }] },
        ],
        usage: { input_tokens: 10, output_tokens: 5, input_tokens_details: { cached_tokens: 4 } },
      },
      {
        responseId: 'resp_1',
        modelResponded: 'm',
        finishReason: 'stop',
        inputTokens: 10,
        outputTokens: 5,
        cachedInputTokens: 4,
      },
    ],
    [
      'Anthropic',
      {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'claude',
        content: [{ type: 'text', text: 'Hello' }],
        stop_reason: 'end_turn',
        usage: { input_tokens: 149, output_tokens: 5, cache_read_input_tokens: 100, cache_creation_input_tokens: 1 },
      },
      {
        responseId: 'msg_1',
        modelResponded: 'claude',
        finishReason: 'stop',
        inputTokens: 250,
        outputTokens: 5,
        cachedInputTokens: 100,
      },
    ],
    [
      'Gemini',
      {
        responseId: 'g-1',
        modelVersion: 'gemini-2.5-flash',
        candidates: [{ content: { role: 'model', parts: [{ text: 'Hello' }] }, finishReason: 'MAX_TOKENS' }],
        usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 5, thoughtsTokenCount: 3, totalTokenCount: 18 },
      },
      {
        responseId: 'g-1',
        modelResponded: 'gemini-2.5-flash',
        finishReason: 'length',
        inputTokens: 10,
        outputTokens: 8,
        reasoningTokens: 3,
      },
    ],
    [
      'Bedrock',
      {
        output: { message: { role: 'assistant', content: [{ text: 'Hello' }] } },
        stopReason: 'end_turn',
        usage: { inputTokens: 10, outputTokens: 5, totalTokens: 19, cacheReadInputTokens: 4 },
      },
      { finishReason: 'stop', inputTokens: 14, outputTokens: 5, cachedInputTokens: 4 },
    ],
    [
      'Cohere',
      {
        id: 'c-1',
        message: { role: 'assistant', content: [{ type: 'text', text: 'Hello' }] },
        finish_reason: 'COMPLETE',
        usage: { billed_units: { input_tokens: 1 }, tokens: { input_tokens: 10, output_tokens: 5 } },
      },
      { responseId: 'c-1', finishReason: 'stop', inputTokens: 10, outputTokens: 5 },
    ],
    [
      'Ollama',
      {
        model: 'llama3',
        message: { role: 'assistant', content: 'Hello' },
        done_reason: 'stop',
        prompt_eval_count: 10,
        eval_count: 5,
      },
      { modelResponded: 'llama3', finishReason: 'stop', inputTokens: 10, outputTokens: 5 },
    ],
    [
      'LangChain',
      {
        generations: [[{ text: 'Hello', generationInfo: { finish_reason: 'stop' } }]],
        llmOutput: { tokenUsage: { promptTokens: 10, completionTokens: 5, totalTokens: 15 } },
      },
      { finishReason: 'stop', inputTokens: 10, outputTokens: 5 },
    ],
    [
      'the AI SDK',
      { text: 'Hello', finishReason: 'stop', usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15 } },
      { finishReason: 'stop', inputTokens: 10, outputTokens: 5 },
    ],
    ['a message alone', { role: 'assistant', content: 'Hello', refusal: null }, {}],
    ['a list of blocks', [{ type: 'text', text: 'Hello' }], {}],
  ])('of %s is read', (_who, body, said) => {
    const read = { outputMessages: [hello], ...said }
    expect(readResponseBody(body)).toEqual(read)
    expect(readResponseBody(JSON.stringify(body))).toEqual(read)
  })

  it('has all answers that were asked for, and what it ended with of the first', () => {
    const choices = ['stop', 'length'].map((finish_reason) => ({ message: { content: 'Hello' }, finish_reason }))
    expect(readResponseBody({ choices })).toEqual({ outputMessages: [hello, hello], finishReason: 'stop' })
  })

  it('that wants a tool ends with it, whatever it says', () => {
    const call = { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{"a":1}' }
    expect(readResponseBody({ status: 'completed', output: [call] })).toEqual({
      outputMessages: [{ role: 'assistant', parts: [{ type: 'toolCall', id: 'c1', name: 'f', arguments: { a: 1 } }] }],
      finishReason: 'tool_calls',
    })
    const incomplete = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, output: [] }
    expect(readResponseBody(incomplete)).toEqual({ finishReason: 'length' })
  })

  it('of an embedding has its size and not its numbers', () => {
    const vector = Array.from({ length: 1536 }, () => 0.5)
    for (const body of [{ data: [{ embedding: vector }] }, { embeddings: [vector, vector] }, { embedding: vector }])
      expect(readResponseBody(body)).toEqual({ value: { dimensions: 1536 } })
  })

  it('has an id only where it is that of an answer', () => {
    expect(readResponseBody({ id: 'order-7', text: 'Hello' })).toEqual({ outputMessages: [hello] })
  })

  it('that is nothing says nothing: no empty message is made', () => {
    for (const body of ['', null, '""', '{}', '[]', { content: '' }, { choices: [{ message: { content: '' } }] }])
      expect(readResponseBody(body)).toEqual({})
  })

  it('of anything at all is read without harm', () => {
    fc.assert(fc.property(fc.jsonValue(), (body) => void readResponseBody(body as Json)))
  })
})
