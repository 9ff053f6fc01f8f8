import { describe, expect, it } from 'vitest'
import { type FeedbackAim, readTarget } from './target.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'
const id = `${traceId}-${spanId}`
const span = { traceId, spanId }

describe('what a feedback speaks of', () => {
  it.each([
    ['the id of a prediction', id],
    ['a traceparent', `00-${traceId}-${spanId}-01`],
    ['a traceparent that was not sampled', `00-${traceId}-${spanId}-00`],
    ['a traceparent of a version that is to come', `01-${traceId}-${spanId}-01-more`],
    ['a reference, or what was stored of one', { id, traceparent: 'not looked at' }],
    ['a prediction by name', { prediction: id }],
    ['a prediction by the name of its traceparent', { prediction: `00-${traceId}-${spanId}-01` }],
  ])('may be %s', (_, aim) => {
    expect(readTarget(aim)).toMatchObject({ outcome: 'span', span })
  })

  it.each([{ key: 'loan-77' }, { responseId: 'chatcmpl-1', task: 'support.reply' }, { session: 's-1', task: 'chat' }])(
    'may be what %j joins',
    (target) => {
      expect(readTarget(target)).toEqual({ outcome: 'other', target })
    },
  )

  it.each([
    'not an id',
    id.toUpperCase(),
    `ff-${traceId}-${spanId}-01`,
    `00-${traceId}-${spanId}-01-more`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `${traceId}-${'0'.repeat(16)}`,
    { id: 7 },
    { prediction: '' },
  ])('is no prediction when it is %j', (aim) => {
    expect(readTarget(aim as FeedbackAim)).toEqual({ outcome: 'invalid', lossReason: 'prediction_id_invalid' })
  })

  it.each([{}, { task: 'chat' }, { key: '' }, { key: 77 }, { key: 'a', session: 'b' }, { prediction: id, key: 'a' }])(
    'is nothing, or more than one thing, when it is %j',
    (aim) => {
      expect(readTarget(aim as FeedbackAim)).toEqual({ outcome: 'invalid', lossReason: 'target_invalid' })
    },
  )
})
