import type { MessagePart } from '@trimtab/contract'
import { expect, test } from 'vitest'
import { examplePrediction } from './example-prediction.ts'
import { transcript } from './transcript.ts'

const { input, output, usage } = examplePrediction()

test('a conversation is told in order, from the system to the answer', () => {
  const turns = transcript(
    examplePrediction({
      user: 'u-1',
      prompt: { name: 'reply', version: '7' },
      usage: { ...usage, outputTokens: 26 },
      input: {
        ...input,
        system: 'Be brief.',
        messages: [
          { role: 'user', parts: [{ type: 'text', text: 'Where is A-2077?' }] },
          {
            role: 'assistant',
            parts: [{ type: 'toolCall', id: 'call_1', name: 'get_order', arguments: { id: 'A-2077' } }],
          },
          { role: 'tool', parts: [{ type: 'toolResult', id: 'call_1', result: { state: 'late' } }] },
        ],
      },
      output: {
        ...output,
        text: 'It is late.',
        messages: [{ role: 'assistant', parts: [{ type: 'text', text: 'It is late.' }] }],
      },
    }),
  )
  expect(turns.map(({ who, detail, name, text }) => [who, detail, name, text])).toEqual([
    ['System', 'reply v7', null, 'Be brief.'],
    ['User', 'u-1', null, 'Where is A-2077?'],
    ['Tool call', null, 'get_order', 'id: "A-2077"'],
    ['Tool result', 'get_order', null, 'state: "late"'],
    ['Assistant', '26 tokens', null, 'It is late.'],
  ])
})

test('an answer without messages is still told', () => {
  expect(transcript(examplePrediction({ output: { ...output, text: 'Yes.' } }))).toMatchObject([
    { who: 'Assistant', text: 'Yes.' },
  ])
})

test('an image is named and never an address to load', () => {
  const parts: MessagePart[] = [
    { type: 'image', url: 'https://elsewhere.example/pixel.png' },
    { type: 'image', mimeType: 'image/png', blob: 'AAAA' },
  ]
  const turns = transcript(examplePrediction({ input: { ...input, messages: [{ role: 'user', parts }] } }))
  expect(turns.map(({ kind, text }) => [kind, text])).toEqual([
    ['media', 'https://elsewhere.example/pixel.png'],
    ['media', 'image/png, 3 bytes'],
  ])
})

test('a part nobody knows is shown as it came', () => {
  const odd = JSON.parse('{"type":"server_tool","id":7}') as MessagePart
  const turns = transcript(examplePrediction({ input: { ...input, messages: [{ role: 'user', parts: [odd] }] } }))
  expect(turns).toMatchObject([{ detail: 'server_tool', text: '{"type":"server_tool","id":7}' }])
})
