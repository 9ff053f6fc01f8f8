import { describe, expect, it } from 'vitest'
import { factsOf } from '../facts.ts'
import { itemOf, makeSpan, recordedSpan } from '../fixtures/recorded.ts'

function textOf(text: string, role = 'user') {
  return { role, parts: [{ type: 'text', text }] }
}

const model = { 'openinference.span.kind': 'LLM', 'llm.model_name': 'gpt-4o-mini' }

describe('OpenInference', () => {
  it('flattens a conversation into names of attributes, and has the rest in the whole answer', () => {
    const { role, convention, status, said } = itemOf(recordedSpan('openinference chat'))
    expect({ role, convention, status }).toEqual({ role: 'call', convention: 'openinference', status: 'ok' })
    expect(said).toEqual({
      kind: 'generation',
      operation: 'chat',
      provider: 'openai',
      modelRequested: 'gpt-4o-mini',
      modelResponded: 'gpt-4o-mini-2026-08-06',
      responseId: 'chatcmpl-sys00001',
      promptVersion: 'v7',
      system: expect.stringMatching(/^You are Nimbus/) as unknown,
      inputMessages: [textOf('Do you ship to Iceland?')],
      outputMessages: [
        textOf('Yes, we ship to Iceland; delivery takes 6-9 business days and costs EUR 14.90.', 'assistant'),
      ],
      finishReason: 'stop',
      parameters: { temperature: 0.2, maxTokens: 300 },
      inputTokens: 64,
      outputTokens: 22,
      cachedInputTokens: 0,
      reasoningTokens: 0,
      session: 'sess-4711',
      user: 'user-é-9',
      tags: ['support', 'eu'],
      metadata: { tenant: 'acme', plan: 'gold', seats: 3 },
    })
  })

  it('has the end user among the parameters, where no attribute says outright who it is', () => {
    const factsWith = (attributes: { [key: string]: string }) => {
      const item = itemOf(makeSpan({ ...model, 'llm.invocation_parameters': '{"user":"kunde-7"}', ...attributes }))
      return factsOf(item, item.said)
    }
    expect(factsWith({}).user).toBe('kunde-7')
    expect(factsWith({ 'user.id': 'customer-7' }).user).toBe('customer-7')
  })

  it('flattens only the first of several answers: all are in the whole one', () => {
    expect(itemOf(recordedSpan('openinference two choices')).said.outputMessages).toHaveLength(2)
  })

  it('loses what is set last to a limit on the count of attributes: it is read of the whole request and answer', () => {
    const messages = [1, 2, 3].map((turn) => ({ role: turn % 2 === 1 ? 'user' : 'assistant', content: `Turn ${turn}` }))
    const { said } = itemOf(
      makeSpan(
        {
          ...model,
          'llm.input_messages.0.message.role': 'user',
          'llm.input_messages.0.message.content': 'Turn 1',
          'llm.input_messages.1.message.role': 'assistant',
          'input.value': JSON.stringify({ model: 'gpt-4o-mini', messages }),
          'output.value': JSON.stringify({
            id: 'chatcmpl-1',
            model: 'gpt-4o-mini-2026',
            choices: [{ message: { role: 'assistant', content: 'Answer' }, finish_reason: 'length' }],
            usage: { prompt_tokens: 9, completion_tokens: 2 },
          }),
        },
        { droppedAttributes: 54 },
      ),
    )
    expect(said).toMatchObject({
      inputMessages: [textOf('Turn 1'), textOf('Turn 2', 'assistant'), textOf('Turn 3')],
      outputMessages: [textOf('Answer', 'assistant')],
      finishReason: 'length',
      inputTokens: 9,
      outputTokens: 2,
      responseId: 'chatcmpl-1',
    })
  })

  it('hides content behind a word: none is read, and it is known that it was left out', () => {
    const { said } = itemOf(recordedSpan('openinference hidden'))
    expect(said).toMatchObject({ contentCaptured: false, inputTokens: 57, finishReason: 'stop' })
    expect(said).not.toHaveProperty('inputMessages')
    expect(said).not.toHaveProperty('outputMessages')
  })

  it('hides single texts behind the same word: the whole request is not read either', () => {
    const { said } = itemOf(
      makeSpan({
        ...model,
        'llm.input_messages.0.message.role': 'user',
        'llm.input_messages.0.message.content': '__REDACTED__',
        'input.value': '{"messages":[{"role":"user","content":"A secret"}]}',
      }),
    )
    expect(said.contentCaptured).toBe(false)
    expect(JSON.stringify(said)).not.toMatch(/secret|REDACTED/)
  })

  it('has images among the pieces of a message', () => {
    expect(itemOf(recordedSpan('openinference image')).said.inputMessages?.[0]?.parts).toMatchObject([
      { type: 'text', text: 'What is broken on this boot?' },
      { type: 'image', url: 'https://cdn.nimbus.example/uploads/boot-5512.jpg' },
    ])
  })

  it('has a streamed answer as plain text, and only the model that was asked for', () => {
    const { said } = itemOf(recordedSpan('openinference stream'))
    expect(said).toMatchObject({ modelRequested: 'gpt-4o-mini', finishReason: 'stop' })
    expect(said).not.toHaveProperty('modelResponded')
    expect(said.outputMessages?.[0]?.parts).toMatchObject([
      { type: 'text', text: expect.stringMatching(/^You can/) as unknown },
    ])
  })

  it('leaves Anthropic’s system out of the messages, and calls of tools twice in one', () => {
    const { said } = itemOf(recordedSpan('openinference anthropic tool'))
    const call = { type: 'toolCall', id: 'toolu_ord_2077', name: 'get_order_status' }
    expect(said.system).toMatch(/^You are Nimbus/)
    expect(said.tools).toMatchObject([{ name: 'get_order_status', parameters: { type: 'object' } }])
    expect(said.inputMessages).toMatchObject([
      { role: 'user' },
      { role: 'assistant', parts: [call] },
      { role: 'tool', parts: [{ type: 'toolResult', id: 'toolu_ord_2077' }] },
    ])
    expect(said.inputMessages?.[1]?.parts).toHaveLength(1)
  })

  it('has the texts of an embedding, of whose vectors only the size is kept', () => {
    const { role, said } = itemOf(recordedSpan('openinference embeddings'))
    expect(role).toBe('call')
    expect(said).toMatchObject({
      kind: 'embedding',
      modelRequested: 'text-embedding-3-small',
      inputMessages: [textOf('waterproof jacket for hiking'), textOf('warm sleeping bag −10 °C')],
      value: { dimensions: 4 },
    })
  })

  it('knows of LangChain’s model and id only in the whole answer, of session and user in metadata', () => {
    expect(itemOf(recordedSpan('openinference langchain')).said).toMatchObject({
      modelRequested: 'gpt-4o-mini',
      modelResponded: 'gpt-4o-mini-2026-08-06',
      responseId: 'chatcmpl-sys00001',
      session: 'sess-lc-2',
      user: 'user-lc-2',
    })
  })

  it('surrounds calls by chains, whose words are the app’s and not the model’s', () => {
    const { role, said } = itemOf(recordedSpan('openinference chain'))
    expect({ role, said }).toEqual({ role: 'wrapper', said: { functionName: 'handle_ticket' } })
    expect(itemOf(recordedSpan('openinference prompt')).role).toBe('span')
    expect(itemOf(makeSpan({ 'openinference.span.kind': 'TOOL', 'input.value': 'x' })).role).toBe('step')
  })

  it('says a model’s span is one by its words where it does not say its kind', () => {
    expect(itemOf(makeSpan({ 'llm.model_name': 'm', 'llm.input_messages.0.message.content': 'Hi' }))).toMatchObject({
      role: 'call',
      said: { inputMessages: [textOf('Hi')] },
    })
  })

  it('keeps the order of messages whatever the order and the gaps of their numbers', () => {
    const { said } = itemOf(
      makeSpan({
        ...model,
        'llm.input_messages.10.message.content': 'last',
        'llm.input_messages.2.message.content': 'second',
        'llm.input_messages.999999999.message.content': 'too far',
        'llm.input_messages.__proto__.message.content': 'no number',
        'llm.input_messages.0.message.content': 'first',
      }),
    )
    expect(said.inputMessages).toEqual(['first', 'second', 'last'].map((text) => textOf(text)))
  })

  it('is marked as cut where a limit cut the texts', () => {
    const body = JSON.stringify({ messages: [{ role: 'user', content: 'word '.repeat(100) }] })
    const long = 'word '.repeat(100).slice(0, 64)
    const cut = {
      ...model,
      'llm.input_messages.0.message.role': 'user',
      'llm.input_messages.0.message.content': long,
      'input.value': body.slice(0, 64),
      'output.value': 'Fine.',
    }
    expect(itemOf(makeSpan(cut)).said).toMatchObject({ truncated: true, inputMessages: [textOf(long)] })
    const short = { ...cut, 'llm.input_messages.0.message.content': 'Hello' }
    expect(itemOf(makeSpan(short)).said).not.toHaveProperty('truncated')
  })
})

it('OpenInference has the id of a provider in what LangChain answered', () => {
  expect(itemOf(recordedSpan('openinference langchain with an id')).said.responseId).toBe('chatcmpl-x1')
})

it('OpenInference has an answer of OpenAI’s agents in a list, under an id that is none', () => {
  const { said } = itemOf(recordedSpan('openinference agents streamed'))
  expect(said).toMatchObject({
    responseId: 'chatcmpl-x10',
    outputMessages: [textOf('Reply number 10, of the model.', 'assistant')],
  })
  expect(itemOf(recordedSpan('openinference agents failed')).said.error?.httpStatus).toBe(429)
})

it('OpenInference names what is embedded by what was asked for', () => {
  const attributes = {
    'openinference.span.kind': 'EMBEDDING',
    'embedding.model_name': 'text-embedding-3-small-2026-01-02',
    'embedding.invocation_parameters': '{"model": "openai/text-embedding-3-small"}',
  }
  expect(itemOf(makeSpan(attributes)).said).toMatchObject({
    modelRequested: 'openai/text-embedding-3-small',
    modelResponded: 'text-embedding-3-small-2026-01-02',
  })
})
