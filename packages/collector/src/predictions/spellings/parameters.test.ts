import { describe, expect, it } from 'vitest'
import { readAttributes } from '../../otlp/attribute-reader.ts'
import type { AnyValue } from '../../otlp/otlp.ts'
import { parametersOfObject, readParameters } from './parameters.ts'

function read(attributes: { [key: string]: AnyValue }) {
  const raw = new Map(Object.entries(attributes))
  return readParameters(raw, readAttributes(raw))
}

describe('the parameters of a call', () => {
  it('have one name each, whatever the convention says', () => {
    expect(read({ 'gen_ai.request.temperature': '0.2', 'ai.settings.maxOutputTokens': 300, 'llm.top_k': 4 })).toEqual({
      temperature: 0.2,
      maxTokens: 300,
      topK: 4,
    })
  })

  it('are those of OpenTelemetry where two conventions say them', () => {
    const both = { 'ai.settings.temperature': 1, 'gen_ai.request.temperature': 0 }
    expect(read(both)).toEqual({ temperature: 0 })
    expect(read(Object.fromEntries(Object.entries(both).toReversed()))).toEqual({ temperature: 0 })
  })

  it('hold stops as a list, however many there are', () => {
    expect(parametersOfObject({ stop: 'END' })).toEqual({ stopSequences: ['END'] })
    expect(read({ 'gen_ai.request.stop_sequences': ['A', 'B'] })).toEqual({ stopSequences: ['A', 'B'] })
  })

  it('leave out what is no parameter, and what a prototype has', () => {
    expect(parametersOfObject({ model: 'a', messages: [], temperature: 'hot', n: null })).toEqual({})
    expect(parametersOfObject({ ['__proto__']: { seed: 1 } })).toEqual({})
  })
})
