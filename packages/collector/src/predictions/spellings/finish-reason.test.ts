import { expect, it } from 'vitest'
import { readFinishReason } from './finish-reason.ts'

it.each([
  ['tool_calls', 'tool_calls'],
  ['tool_call', 'tool_calls'],
  ['tool-calls', 'tool_calls'],
  ['tool_use', 'tool_calls'],
  ['end_turn', 'stop'],
  ['STOP', 'stop'],
  ['FinishReason.MAX_TOKENS', 'length'],
  ['incomplete:max_output_tokens', 'length'],
  ['content_filtered', 'content_filter'],
  ['SAFETY', 'content_filter'],
  ['tired', 'other'],
])('%s is %s', (text, reason) => {
  expect(readFinishReason(text)).toBe(reason)
})

it.each([[['stop', 'length']], ['["stop","length"]'], ['"stop"'], ['stop,length'], [['', 'stop']]])(
  'of several choices the first counts, however they are listed: %j',
  (value) => {
    expect(readFinishReason(value)).toBe('stop')
  },
)

it.each([[null], [''], ['unknown'], ['null'], [[]], ['[]'], [7], [{}]])('%j says nothing', (value) => {
  expect(readFinishReason(value)).toBeUndefined()
})
