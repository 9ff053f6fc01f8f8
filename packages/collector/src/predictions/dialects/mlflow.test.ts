import { describe, expect, it } from 'vitest'
import { itemOf, makeSpan } from '../fixtures/recorded.ts'

describe('MLflow', () => {
  it('has every value as JSON text, and the request and the answer as arguments and result', () => {
    expect(
      itemOf(
        makeSpan({
          'mlflow.spanType': '"CHAT_MODEL"',
          'mlflow.spanInputs': JSON.stringify({
            model: 'gpt-4o-mini',
            temperature: 0.2,
            messages: [
              { role: 'system', content: 'Be kind.' },
              { role: 'user', content: 'Hi' },
            ],
          }),
          'mlflow.spanOutputs': JSON.stringify({
            id: 'chatcmpl-1',
            model: 'gpt-4o-mini-2024-07-18',
            choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
          }),
          'mlflow.chat.tokenUsage':
            '{"input_tokens":100,"output_tokens":2,"total_tokens":102,"cache_read_input_tokens":64}',
          'mlflow.chat.tools': '[{"type":"function","function":{"name":"f"}}]',
          'mlflow.llm.cost': '{"input_cost":0.1,"output_cost":0.2,"total_cost":0.3}',
          'mlflow.llm.model': '"gpt-4o-mini-2024-07-18"',
          'mlflow.llm.provider': '"openai"',
          'mlflow.traceTag.team': 'support',
          'session.id': 's-1',
        }),
      ),
    ).toMatchObject({
      role: 'call',
      convention: 'mlflow',
      said: {
        kind: 'generation',
        provider: 'openai',
        modelRequested: 'gpt-4o-mini',
        modelResponded: 'gpt-4o-mini-2024-07-18',
        responseId: 'chatcmpl-1',
        system: 'Be kind.',
        inputMessages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
        outputMessages: [{ role: 'assistant', parts: [{ type: 'text', text: 'Hello' }] }],
        tools: [{ name: 'f' }],
        finishReason: 'stop',
        parameters: { temperature: 0.2 },
        inputTokens: 100,
        outputTokens: 2,
        cachedInputTokens: 64,
        costUsd: 0.3,
        session: 's-1',
        metadata: { team: 'support' },
      },
    })
  })

  it.each([
    ['AGENT', 'wrapper'],
    ['CHAIN', 'wrapper'],
    ['TOOL', 'step'],
    ['RETRIEVER', 'step'],
    ['EMBEDDING', 'call'],
    ['UNKNOWN', 'span'],
  ])('calls what is not a model %s, which is a %s', (type, role) => {
    expect(itemOf(makeSpan({ 'mlflow.spanType': `"${type}"`, 'mlflow.spanInputs': '{"a":1}' })).role).toBe(role)
  })
})
