import type { Message } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { makeItem, spanIdOf } from '../../fixtures/trace-items.ts'
import type { Said } from '../said.ts'
import type { TraceItem } from '../trace-item.ts'
import { foldAlone, foldTrace as fold } from './fold-trace.ts'

const say = (role: string, text: string): Message => ({ role, parts: [{ type: 'text', text }] })

const chat: Said = {
  kind: 'generation',
  operation: 'chat',
  modelRequested: 'gpt-4o-mini',
  inputMessages: [say('user', 'Where is it?')],
  outputMessages: [say('assistant', 'On its way.')],
  inputTokens: 118,
  outputTokens: 26,
}

const callOf = (name: string): Message => ({
  role: 'assistant',
  parts: [{ type: 'toolCall', id: null, name, arguments: {} }],
})

const foldTrace = (items: TraceItem[]) => fold(items).map((folded) => ({ ...folded, facts: folded.facts() }))

const only = (folded: ReturnType<typeof foldTrace>) => {
  expect(folded).toHaveLength(1)
  return folded[0] as (typeof folded)[number]
}

describe('one call is one prediction', () => {
  it('when an outer span of the same SDK repeats it', () => {
    const { facts } = only(
      foldTrace([
        makeItem('outer', { role: 'wrapper', said: { ...chat, functionName: 'reply', session: 's-1' } }),
        makeItem('inner', { role: 'call', under: 'outer', said: { ...chat, responseId: 'r-1' } }),
      ]),
    )
    expect(facts).toMatchObject({ spanId: spanIdOf('inner'), task: 'reply', session: 's-1', responseId: 'r-1' })
    expect(facts.usage.inputTokens).toBe(118)
  })

  it('when two instrumentations nest', () => {
    const { facts } = only(
      foldTrace([
        makeItem('first', { role: 'call', said: { ...chat, user: 'u-1' } }),
        makeItem('client', { role: 'span', under: 'first', said: {} }),
        makeItem('second', {
          role: 'call',
          convention: 'gen-ai',
          under: 'client',
          said: { ...chat, finishReason: 'stop' },
        }),
      ]),
    )
    expect(facts).toMatchObject({ spanId: spanIdOf('second'), user: 'u-1', convention: 'gen-ai' })
  })

  it('when two instrumentations stand side by side and the provider gave an id', () => {
    const said = { ...chat, responseId: 'r-1' }
    const root = makeItem('root', { lasts: 3 })
    const one = makeItem('one', { role: 'call', under: 'root', said })
    expect(
      foldTrace([root, one, makeItem('two', { role: 'call', convention: 'gen-ai', under: 'root', at: 0.1, said })]),
    ).toHaveLength(1)
    expect(
      foldTrace([root, one, makeItem('two', { role: 'call', convention: 'gen-ai', under: 'root', at: 2, said })]),
    ).toHaveLength(2)
  })

  it('when an embedding is told by a span inside a span of the same name', () => {
    const embed: Said = { kind: 'embedding', operation: 'embeddings', modelRequested: 'small' }
    const { facts } = only(
      foldTrace([
        makeItem('outer', { role: 'call', said: embed }),
        makeItem('inner', { role: 'call', under: 'outer', said: { ...embed, inputTokens: 7 } }),
      ]),
    )
    expect(facts.usage.inputTokens).toBe(7)
  })

  it('and has the id of our own span, which is the one the app knows', () => {
    const { facts, answersTo } = only(
      foldTrace([
        makeItem('ours', { role: 'call', convention: 'trimtab', said: { task: 'support.reply', kind: 'generation' } }),
        makeItem('theirs', { role: 'call', under: 'ours', said: chat }),
      ]),
    )
    expect(facts).toMatchObject({
      spanId: spanIdOf('ours'),
      task: 'support.reply',
      model: { requested: 'gpt-4o-mini' },
    })
    expect(answersTo).toEqual([spanIdOf('theirs'), '*'])
  })

  it('when only an outer span of it was exported', () => {
    const { facts } = only(
      foldTrace([
        makeItem('agent', { role: 'wrapper', said: { functionName: 'helper' } }),
        makeItem('outer', { role: 'wrapper', under: 'agent', said: chat }),
      ]),
    )
    expect(facts).toMatchObject({ spanId: spanIdOf('outer'), task: 'helper' })
  })
})

describe('several calls stay several', () => {
  const agent = makeItem('agent', {
    role: 'wrapper',
    lasts: 9,
    said: { ...chat, functionName: 'planner', session: 's-1', inputTokens: 236, outputTokens: 52 },
  })
  const calls = [1, 2].map((number) =>
    makeItem(`call-${number}`, {
      role: 'call',
      under: 'agent',
      at: number,
      said: { ...chat, responseId: `r-${number}` },
    }),
  )

  it('and none of them has the sums of what surrounds them', () => {
    const folded = foldTrace([agent, ...calls])
    expect(folded.map(({ facts }) => facts.usage.inputTokens)).toEqual([118, 118])
    expect(folded.map(({ facts }) => [facts.task, facts.session])).toEqual([
      ['planner', 's-1'],
      ['planner', 's-1'],
    ])
  })

  it('also inside a span that calls itself a model call', () => {
    expect(foldTrace([{ ...agent, role: 'call' }, ...calls])).toHaveLength(2)
  })

  it('and the last word of an agent is what feedback on it means', () => {
    const [first, last] = foldTrace([agent, ...calls])
    expect(first?.answersTo).toEqual([])
    expect(last?.answersTo).toEqual([spanIdOf('agent'), '*'])
  })

  it('when one of our functions is monitored around them', () => {
    const ours = makeItem('ours', {
      role: 'call',
      convention: 'trimtab',
      lasts: 9,
      said: { task: 'plan', kind: 'generation' },
    })
    const inside = calls.map((call) => ({ ...call, parentSpanId: ours.spanId }))
    const folded = foldTrace([ours, ...inside])
    expect(folded.map(({ facts }) => facts.spanId)).toEqual([ours, ...inside].map(({ spanId }) => spanId))
  })

  it.each<[string, Said]>([
    ['says something else', { outputMessages: [say('assistant', 'Safe.')], outputTokens: 3 }],
    [
      'says something else at an unknown price',
      { outputMessages: [say('assistant', 'Safe.')], outputTokens: undefined },
    ],
    ['calls a tool', { outputMessages: [callOf('get_order')], outputTokens: 9 }],
    ['is of another model', { modelRequested: 'gpt-4o', outputTokens: 27 }],
    ['is an embedding', { kind: 'embedding' }],
  ] as [string, Said][])('when a call inside of a call %s', (_what, other) => {
    expect(
      foldTrace([
        makeItem('outer', { role: 'call', said: chat }),
        makeItem('inner', { role: 'call', under: 'outer', said: { ...chat, ...other } }),
      ]),
    ).toHaveLength(2)
  })

  it('when an answer calls a tool that asks a model itself', () => {
    const folded = foldTrace([
      makeItem('asks', {
        role: 'call',
        lasts: 9,
        said: { ...chat, outputMessages: [callOf('weather')], inputTokens: 100 },
      }),
      makeItem('tool', { role: 'step', under: 'asks', at: 1, lasts: 7 }),
      makeItem('agent', { role: 'wrapper', under: 'tool', at: 1, lasts: 6 }),
      makeItem('inner', { role: 'call', under: 'agent', at: 2, said: { ...chat, outputTokens: 300 } }),
    ])
    expect(folded.map(({ facts }) => [facts.usage.inputTokens, facts.usage.outputTokens])).toEqual([
      [100, 26],
      [118, 300],
    ])
  })
})

describe('two descriptions of one call', () => {
  const differ: [string, Said, Said][] = [
    [
      'what they took the answer for',
      { outputMessages: [say('assistant', '{"label": "spam"}')] },
      { outputMessages: [say('assistant', 'spam')] },
    ],
    [
      'the spaces of the answer',
      { inputTokens: 7, outputMessages: [say('assistant', '{"a": 1}')] },
      { outputMessages: [say('assistant', '{"a":1}')] },
    ],
    [
      'the thinking of the answer',
      { inputTokens: 7, outputMessages: [say('assistant', '<think>Hm</think>Yes')] },
      { outputMessages: [say('assistant', 'Yes')] },
    ],
    ['the version of the model', { modelRequested: 'gpt-4o-mini-2024-07-18', inputTokens: 7 }, {}],
    ['the cached tokens of the input', { inputTokens: 149 }, { inputTokens: 1301, cachedInputTokens: 1152 }],
    ['the name of a deployment', { modelRequested: 'my-deployment' }, {}],
  ]
  it.each(differ)('may differ in %s', (_what, outer, inner) => {
    expect(
      foldTrace([
        makeItem('outer', { role: 'call', said: { ...chat, ...outer } }),
        makeItem('inner', { role: 'call', under: 'outer', said: { ...chat, ...inner } }),
      ]),
    ).toHaveLength(1)
  })

  it.each([
    ['us.anthropic.claude-sonnet-4-20250514-v1:0', 'claude-sonnet-4-20250514'],
    ['arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0', 'claude-3-haiku'],
    ['models/gemini-2.5-pro', 'gemini-2.5-pro-002'],
    ['openai/gpt-4.1', 'gpt-4.1-2025-04-14'],
  ])('may differ in where the model is served: %s', (outer, inner) => {
    expect(
      foldTrace([
        makeItem('outer', { role: 'call', said: { modelRequested: outer } }),
        makeItem('inner', { role: 'call', under: 'outer', said: { modelRequested: inner } }),
      ]),
    ).toHaveLength(1)
  })
})

describe('a client that reports itself without words beside whoever else watches it', () => {
  const failed: Said = { kind: 'generation', modelRequested: 'claude-sonnet-4', inputMessages: [say('user', 'Hi')] }
  const root = makeItem('root', { lasts: 9 })
  const watched = makeItem('watched', { role: 'call', under: 'root', lasts: 3, status: 'error', said: failed })
  const itself = (name: string, at: number, said: Said = {}) =>
    makeItem(name, {
      role: 'call',
      convention: 'gen-ai',
      under: 'root',
      at,
      status: 'error',
      said: { kind: 'generation', modelRequested: 'claude-sonnet-4', ...said },
    })

  it('is the same call where it can be no other', () => {
    expect(foldTrace([root, watched, itself('self', 1)])).toHaveLength(1)
  })

  it.each([
    ['it came at another time', [itself('self', 5)]],
    ['it is of another model', [itself('self', 1, { modelRequested: 'gpt-4o' })]],
    ['it cost something else', [itself('self', 1, { outputTokens: 3 })]],
  ])('is another one where %s', (_why, items) => {
    const priced = { ...watched, said: { ...failed, outputTokens: 26 } }
    expect(foldTrace([root, priced, ...items])).toHaveLength(2)
  })

  it('is not guessed at where it could be either of two', () => {
    expect(foldTrace([root, watched, itself('one', 1), itself('two', 2)])).toHaveLength(3)
  })
})

it('a stream that was left is a call, though only the span around it was sent', () => {
  const { inputMessages, modelRequested } = { inputMessages: [say('user', 'Hi')], modelRequested: 'gpt-4o-mini' }
  const outer = makeItem('outer', { role: 'wrapper', said: { inputMessages, modelRequested } })
  expect(foldTrace([outer])).toHaveLength(1)
  expect(foldTrace([{ ...outer, status: 'error' }])).toHaveLength(0)
})

it('texts that a sender was told to leave out do not come back from around the call', () => {
  const { facts } = only(
    foldTrace([
      makeItem('outer', { role: 'wrapper', said: { ...chat, session: 's-1' } }),
      makeItem('inner', {
        role: 'call',
        under: 'outer',
        said: { modelRequested: 'gpt-4o-mini', contentCaptured: false },
      }),
    ]),
  )
  expect(facts).toMatchObject({
    session: 's-1',
    input: { messages: null },
    output: { text: null },
    capture: { content: false },
  })
})

it('an embedding is never the last word where anything was said', () => {
  const [first, last] = foldTrace([
    makeItem('chat', { role: 'call', said: chat }),
    makeItem('embed', { role: 'call', at: 5, said: { kind: 'embedding', modelRequested: 'small' } }),
  ])
  expect([first?.answersTo, last?.answersTo]).toEqual([['*'], []])
})

it('two spans of one name and one convention are two calls, even where a model gives every answer the same id', () => {
  const said = { ...chat, responseId: 'constant' }
  const [one, two] = ['one', 'two'].map((name) => makeItem(name, { role: 'call', name: 'chat gpt-4o-mini', said })) as [
    TraceItem,
    TraceItem,
  ]
  expect(foldTrace([one, two])).toHaveLength(2)
  expect(foldTrace([one, { ...two, name: 'ChatOpenAI.chat' }])).toHaveLength(1)
})

describe('log records', () => {
  const silent = { ...chat }
  delete silent.inputMessages
  delete silent.outputMessages
  const span = makeItem('span', { role: 'call', convention: 'gen-ai', said: silent })
  const record = (part: string, at: number, said: Said, name = 'gen_ai.user.message') => ({
    ...makeItem('span', { role: 'content', at, said, name }),
    part,
  })

  it('give their span the messages, in the order of their times', () => {
    const { facts } = only(
      foldTrace([
        record('b', 0.2, { inputMessages: [say('user', 'Second')] }),
        span,
        record('a', 0.1, { inputMessages: [say('user', 'First')] }),
        record('c', 0.3, { outputMessages: [say('assistant', 'Done')] }, 'gen_ai.choice'),
      ]),
    )
    expect(facts.input.messages).toEqual([say('user', 'First'), say('user', 'Second')])
    expect(facts.output.text).toBe('Done')
  })

  it('of a whole call are a prediction where no span comes, and the same one when it does', () => {
    const details = record('d', 0, { ...chat }, 'gen_ai.client.inference.operation.details')
    const alone = only(foldTrace([details]))
    expect(alone.facts.output.text).toBe('On its way.')
    expect(only(foldTrace([details, span])).facts.id).toBe(alone.facts.id)
  })
})

describe('a hostile trace', () => {
  it('of spans that are each other’s parents is folded', () => {
    const loop = ['a', 'b', 'c'].map((name, index) =>
      makeItem(name, { role: 'call', under: ['b', 'c', 'a'][index] ?? '', said: { ...chat, responseId: name } }),
    )
    expect(foldTrace(loop)).toHaveLength(3)
  })

  it('of 16,000 spans each inside the other is folded in reasonable time', () => {
    const chain = Array.from({ length: 16_000 }, (_, depth) =>
      makeItem(String(depth), {
        role: depth % 50 === 0 ? 'wrapper' : 'span',
        ...(depth > 0 ? { under: String(depth - 1) } : {}),
      }),
    )
    const leaf = makeItem('leaf', { role: 'call', under: '15999', said: chat })
    expect(foldTrace([...chain, leaf])).toHaveLength(1)
  })
})

it('a call alone is folded without a tree to the same prediction', () => {
  const item = makeItem('call', { role: 'call', said: { ...chat, task: 'support.reply' } })
  expect(foldTrace([item])).toMatchObject([foldAlone(item)])
})
