import { describe, expect, it } from 'vitest'
import { readErrorText } from './error-text.ts'

describe('an error told as a text', () => {
  it.each([
    ['RateLimitError: 429 Rate limit reached', 'RateLimitError', 429],
    ['Error: 500 The server had an error', 'Error', 500],
    ["RateLimitError('Error code: 429 - Rate limit reached')", 'RateLimitError', 429],
    ['429 Too many', 'Error', 429],
    ['Error code: 503 - overloaded', 'Error', 503],
    ["Error getting response: {'error': 'Error code: 429 - Slow down'}", 'Error', 429],
    ['reranker offline', 'Error', null],
    ['TypeError: x is not a function', 'TypeError', null],
    ['Error: 42900 tokens are too many', 'Error', null],
  ])('%s', (text, type, httpStatus) => {
    expect(readErrorText(text)).toEqual({ type, message: text, httpStatus })
  })

  it('may tell nothing', () => {
    expect(readErrorText(null)).toEqual({ type: 'Error', message: null, httpStatus: null })
  })
})
