import { expect, it } from 'vitest'
import { readProvider } from './provider-name.ts'

it.each([
  ['openai', 'openai'],
  ['OpenAI', 'openai'],
  ['openai.chat', 'openai'],
  ['openai.responses', 'openai'],
  ['anthropic.messages', 'anthropic'],
  ['az.ai.openai', 'azure.ai.openai'],
  ['azure.ai.openai', 'azure.ai.openai'],
  ['google.generative-ai', 'gcp.gemini'],
  ['google.vertex.chat', 'gcp.vertex_ai'],
  ['vertex_ai', 'gcp.vertex_ai'],
  ['amazon-bedrock', 'aws.bedrock'],
  ['xai', 'x_ai'],
  ['mistral.chat', 'mistral_ai'],
])('%s is known as %s', (sent, known) => {
  expect(readProvider(sent)).toBe(known)
})

it('keeps the name of whoever is not known, as it was sent', () => {
  expect(readProvider('My.Own-Server')).toBe('My.Own-Server')
})

it.each(['langchain', 'unknown', '_OTHER'])('takes %s for no provider', (sent) => {
  expect(readProvider(sent)).toBeUndefined()
})

it('says nothing where nothing was said', () => {
  expect([readProvider(null), readProvider(''), readProvider(' ')]).toEqual([undefined, undefined, undefined])
})
