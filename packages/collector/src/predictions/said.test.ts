import { expect, it } from 'vitest'
import { fillIn } from './said.ts'

it('an error of which one knows the status and another the words is one error', () => {
  const inner = { error: { type: 'rate_limit_error', message: null, httpStatus: 429 } }
  const outer = { error: { type: 'RateLimitError', message: 'Slow down, please.', httpStatus: null } }
  expect(fillIn(inner, outer).error).toEqual({
    type: 'rate_limit_error',
    message: 'Slow down, please.',
    httpStatus: 429,
  })
})
