import { expect, test } from 'vitest'
import { readParts, readPrompt } from './ai-messages.ts'

test('instructions in every form become one system text', () => {
  const messages = [{ role: 'user', content: 'Hi' }]
  const said = { role: 'system', content: 'Be brief.' }
  expect(readPrompt({ messages, instructions: 'Be brief.' }).system).toBe('Be brief.')
  expect(readPrompt({ messages, instructions: said }).system).toBe('Be brief.')
  expect(readPrompt({ messages: [said, ...messages], instructions: [said] })).toEqual({
    system: 'Be brief.\n\nBe brief.',
    messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
    tools: undefined,
  })
})

test('a picture is its address or its bytes, in the words of every specification', () => {
  const bytes = new Uint8Array([104, 105])
  const [blob, mimeType] = ['aGk=', 'image/png']
  expect(
    readParts([
      { type: 'file', mediaType: mimeType, data: bytes },
      { type: 'file', mediaType: mimeType, data: blob },
      { type: 'file', mediaType: mimeType, data: new URL('https://a.example/b.png') },
      { type: 'file', mediaType: mimeType, data: { type: 'data', data: bytes } },
      { type: 'file', mediaType: mimeType, data: { type: 'url', url: new URL('https://a.example/b.png') } },
      { type: 'image', image: 'https://a.example/b.png' },
    ]),
  ).toEqual([
    { type: 'image', blob, mimeType },
    { type: 'image', blob, mimeType },
    { type: 'image', url: 'https://a.example/b.png' },
    { type: 'image', blob, mimeType },
    { type: 'image', url: 'https://a.example/b.png' },
    { type: 'image', url: 'https://a.example/b.png' },
  ])
  expect(readParts([{ type: 'file', mediaType: 'audio/wav', data: blob }])).toMatchObject([{ type: 'audio' }])
  expect(readParts([{ type: 'file', mediaType: 'application/pdf', data: blob }])).toMatchObject([{ type: 'file' }])
})

test('the result of a tool is its value, and a refusal is kept with its reason', () => {
  const answered = { type: 'tool-result', toolCallId: 'c', toolName: 't' }
  const denied = { type: 'execution-denied', reason: 'no' }
  expect(
    readParts([
      { ...answered, output: { type: 'json', value: { sky: 'rain' } } },
      { ...answered, output: { type: 'error-text', value: 'broken' } },
      { ...answered, output: denied },
      { ...answered, result: [1] },
    ]),
  ).toMatchObject([{ result: { sky: 'rain' } }, { result: 'broken' }, { result: denied }, { result: [1] }])
})

test('what is not known is kept as it came', () => {
  const source = { type: 'source', sourceType: 'url', url: 'https://a.example' }
  expect(readParts([source])).toEqual([source])
})
