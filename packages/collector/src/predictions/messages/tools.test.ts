import type { Json } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { readTools } from './tools.ts'

const schema = { type: 'object', properties: { id: { type: 'string' } } }

describe('a tool', () => {
  it.each<[string, Json]>([
    ['OpenAI’s chat', [{ type: 'function', function: { name: 'f', description: 'Looks up', parameters: schema } }]],
    ['OpenAI’s responses', [{ type: 'function', name: 'f', description: 'Looks up', parameters: schema }]],
    ['Anthropic', [{ name: 'f', description: 'Looks up', input_schema: schema }]],
    ['Gemini', [{ functionDeclarations: [{ name: 'f', description: 'Looks up', parameters: schema }] }]],
    ['Bedrock', [{ toolSpec: { name: 'f', description: 'Looks up', inputSchema: { json: schema } } }]],
    ['the AI SDK', [JSON.stringify({ type: 'function', name: 'f', description: 'Looks up', inputSchema: schema })]],
  ])('has a name, a purpose and parameters as %s says them', (_who, tools) => {
    expect(readTools(tools)).toEqual([{ name: 'f', description: 'Looks up', parameters: schema }])
  })

  it('that the provider runs itself has its type for a name', () => {
    expect(readTools([{ type: 'web_search' }])).toEqual([{ name: 'web_search', description: null, parameters: null }])
  })

  it('may be no more than a name', () => {
    expect(readTools(['get_order'])).toEqual([{ name: 'get_order', description: null, parameters: null }])
    expect(readTools(['{"broken":'])).toEqual([])
  })
})

it('a tool whose text was cut is told as far as it goes', () => {
  expect(readTools(['{"type":"function","function":{"name":"get_weather","description":"Where it r'])).toMatchObject([
    { name: 'get_weather' },
  ])
})
