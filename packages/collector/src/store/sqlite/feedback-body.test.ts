import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyFeedback } from '../../fixtures/feedback.ts'
import { targetOf } from './feedback.ts'
import { readFeedback, writeFeedbackBody } from './feedback-body.ts'
import { toText, toTextOrNull } from './stored-text.ts'

it('feedback is read as it was written, in few characters, and as it was written before', () => {
  fc.assert(
    fc.property(anyFeedback, fc.string({ unit: 'binary' }), (any, target) => {
      const said = { ...any, session: target, prediction: null, key: null, responseId: null }
      const columns = {
        id: toText(said.id),
        targetKind: targetOf(said).kind,
        target: toText(target),
        task: toTextOrNull(said.task),
      }
      expect(readFeedback({ ...columns, body: writeFeedbackBody(said) })).toEqual(said)
      expect(readFeedback({ ...columns, body: JSON.stringify(said) })).toEqual(said)
      expect(writeFeedbackBody(said)).not.toContain('null')
    }),
  )
})
