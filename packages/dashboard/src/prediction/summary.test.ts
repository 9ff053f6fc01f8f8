import { expect, test } from 'vitest'
import { examplePrediction } from './example-prediction.ts'
import { formatCount } from '../format/number.ts'
import { answeredLine, askedLine, foundLine, piecesOf, valueWords } from './summary.ts'

const { input, output, capture } = examplePrediction()
const text = (words: string) => ({ type: 'text' as const, text: words })

test('an embedding is told by its size, and by nothing where that is not known', () => {
  expect([{ dimensions: 1536 }, { dimensions: 0 }, { size: 3 }, 'yes', null].map(valueWords)).toEqual([
    `${formatCount(1536)} dimensions`,
    null,
    '{"size":3}',
    'yes',
    null,
  ])
})

test('what was asked is the last thing the user said', () => {
  const messages = [
    { role: 'user', parts: [text('Hello')] },
    { role: 'assistant', parts: [text('Hi')] },
    { role: 'user', parts: [text('Where is'), text('my order?')] },
    { role: 'tool', parts: [{ type: 'toolResult' as const, id: null, result: 'late' }] },
  ]
  expect(askedLine(examplePrediction({ input: { ...input, messages } }))).toEqual({
    text: 'Where is my order?',
    tone: 'said',
  })
})

test('a classifier was asked its features and answered its label', () => {
  const prediction = examplePrediction({
    input: { ...input, features: { income: 52000, region: 'north' } },
    output: { ...output, label: 'approve', probabilities: { approve: 0.91, decline: 0.09 } },
  })
  expect(askedLine(prediction).text).toBe('income 52000, region north')
  expect(answeredLine(prediction).text).toBe('approve, 0.91')
})

test('an error is the answer of a prediction that failed', () => {
  const error = { type: 'RateLimitError', message: 'too many requests', httpStatus: 429 }
  const prediction = examplePrediction({ status: 'error', error, output: { ...output, text: 'half of' } })
  expect(answeredLine(prediction)).toEqual({ text: 'RateLimitError: too many requests', tone: 'error' })
})

test('an answer that only calls a tool shows the call', () => {
  const parts = [{ type: 'toolCall' as const, id: 'call_1', name: 'get_order', arguments: { order_id: 'A-2077' } }]
  const prediction = examplePrediction({ output: { ...output, messages: [{ role: 'assistant', parts }] } })
  expect(answeredLine(prediction).text).toBe('get_order(order_id: "A-2077")')
})

test('content that was not captured is not the same as none', () => {
  expect(answeredLine(examplePrediction())).toEqual({ text: 'No output', tone: 'absent' })
  const uncaptured = examplePrediction({ capture: { ...capture, content: false } })
  expect(askedLine(uncaptured)).toEqual({ text: 'Input not captured', tone: 'absent' })
})

test('content that retention removed is said to be removed, and an error outlives it', () => {
  const removed = examplePrediction({ capture: { ...capture, content: false, removed: true } })
  expect(askedLine(removed)).toEqual({ text: 'Input removed, as retention says', tone: 'absent' })
  expect(answeredLine(removed)).toEqual({ text: 'Output removed, as retention says', tone: 'absent' })
  const error = { type: 'RateLimitError', message: null, httpStatus: 429 }
  expect(answeredLine({ ...removed, status: 'error', error }).text).toBe('RateLimitError')
})

test('a row never carries a megabyte', () => {
  const prediction = examplePrediction({ output: { ...output, text: 'x'.repeat(1_000_000) } })
  expect(answeredLine(prediction).text.length).toBeLessThan(500)
})

test('what a search found stands where it was found, with its words apart', () => {
  const highlights = [
    {
      where: 'output' as const,
      text: 'a refund for the refund',
      ranges: [
        [2, 8],
        [17, 23],
      ] as [number, number][],
    },
  ]
  expect(foundLine(highlights, 'input')).toBeNull()
  const line = foundLine(highlights, 'output')
  expect(line === null ? [] : piecesOf(line)).toEqual([
    { text: 'a ', isFound: false },
    { text: 'refund', isFound: true },
    { text: ' for the ', isFound: false },
    { text: 'refund', isFound: true },
  ])
})

test('ranges that do not fit a text change nothing of it', () => {
  const ranges: [number, number][] = [
    [3, 2],
    [0, 1],
    [0, 2],
    [4, 99],
  ]
  expect(
    piecesOf({ text: 'words', ranges })
      .map((piece) => piece.text)
      .join(''),
  ).toBe('words')
})
