import { expect, it } from 'vitest'
import { takeToldTools } from './told-tools.ts'

it('definitions of tools among the messages are taken out of them, and what tools answered is not', () => {
  const parameters = { type: 'object', properties: {} }
  const definitions = [
    { type: 'function', function: { name: 'get_weather', parameters } },
    { name: 'get_weather', input_schema: parameters },
  ]
  const messages = [
    { role: 'user', content: 'Hello' },
    { role: 'tool', content: { name: 'Ann', parameters }, tool_call_id: 'call_1' },
    { role: 'tool', content: { name: 'Ann' } },
  ]
  const told = definitions.map((content) => ({ role: 'tool', content }))
  expect(takeToldTools([...messages, ...told])).toEqual({ conversation: messages, tools: definitions })
  expect(takeToldTools('Hello')).toEqual({ conversation: 'Hello', tools: [] })
})
