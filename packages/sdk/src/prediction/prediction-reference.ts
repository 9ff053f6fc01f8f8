// What a caller holds of a prediction after the call: enough to say something about it, or to let a browser do so.
import type { FeedbackTokenOptions } from './feedback-token.ts'

/** Points at one prediction. */
export interface PredictionReference {
  /** `traceId-spanId`: what `trimtab.feedback` takes. Store it where the answer is stored. */
  readonly id: string
  /**
   * A signed token that lets one browser say something about this prediction, and nothing else. It is made on the
   * spot: no request, no wait.
   *
   * @example
   * ```ts
   * import { createTrimtab } from '@trimtab/sdk'
   *
   * const trimtab = createTrimtab({ service: 'support-bot' })
   * const reply = trimtab.monitor('support.reply', async (question: string) => `You asked: ${question}`)
   * const { result, prediction } = await reply.detailed('Where is my order?')
   * const page = { text: result, feedbackToken: prediction.feedbackToken({ kinds: ['thumbs', 'comment'] }) }
   * ```
   */
  feedbackToken: (options?: FeedbackTokenOptions) => string
}
