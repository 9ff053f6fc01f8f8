import { expect, it } from 'vitest'
import { readProvider } from './provider.ts'

it.each([
  ['https://api.openai.com/v1', 'openai'],
  ['https://eu.api.openai.com/v1', 'openai'],
  ['https://mine.openai.azure.com/openai/deployments/x', 'azure.ai.openai'],
  ['https://api.anthropic.com', 'anthropic'],
  ['https://api.groq.com/openai/v1', 'groq'],
  ['https://api.together.xyz/v1', 'together'],
  ['https://api.fireworks.ai/inference/v1', 'fireworks'],
  ['https://api.deepseek.com', 'deepseek'],
  ['https://api.mistral.ai/v1', 'mistral_ai'],
  ['https://api.x.ai/v1', 'x_ai'],
  ['https://openrouter.ai/api/v1', 'openrouter'],
  ['https://api.perplexity.ai', 'perplexity'],
  ['https://generativelanguage.googleapis.com/v1beta/openai/', 'gcp.gemini'],
  ['https://europe-west1-aiplatform.googleapis.com/v1', 'gcp.vertex_ai'],
  ['https://bedrock-runtime.eu-west-1.amazonaws.com/openai/v1', 'aws.bedrock'],
  ['http://localhost:11434/v1', 'localhost'],
  ['https://models.example.com/v1', 'models.example.com'],
  ['https://notopenai.com/v1', 'notopenai.com'],
  ['https://openai.com.example.org/v1', 'openai.com.example.org'],
  ['nonsense', undefined],
  [undefined, undefined],
])('who answers at %s is %s', (baseUrl, provider) => {
  expect(readProvider(baseUrl)).toBe(provider)
})
