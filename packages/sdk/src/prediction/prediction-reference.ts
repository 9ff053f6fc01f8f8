// What a caller holds of a prediction: enough to say something about it, to let a browser do so, or to send it along to
// another process that will.
import type { FeedbackTokenOptions } from './feedback-token.ts'
import { formatPredictionId, type SpanIdentity } from './prediction-id.ts'

/** Points at one prediction. */
export interface PredictionReference {
  /** `traceId-spanId`: what `trimtab.feedback` takes. Store it where the answer is stored. */
  readonly id: string
  /**
   * The same as a W3C `traceparent`, for a queue or a header that carries those; `trimtab.feedback` takes it as well. A
   * call of a model in another process becomes its child where that process reads the header into OpenTelemetry.
   */
  readonly traceparent: string
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

export interface ReferenceHost {
  /** Signs a token for the prediction of that id. */
  makeToken: (id: string, options: FeedbackTokenOptions | undefined) => string
  /** Somebody has asked who the prediction is, so something may be said about it. */
  ask: (identity: SpanIdentity) => void
}

export function createReference(identity: SpanIdentity, host: ReferenceHost): PredictionReference {
  return new Reference(identity, host)
}

/** A class, because there is one for every call of a model. */
class Reference implements PredictionReference {
  readonly #identity: SpanIdentity
  readonly #host: ReferenceHost
  /** A field, because it must work without its object: handed on by itself, as functions are. */
  readonly feedbackToken: PredictionReference['feedbackToken']

  constructor(identity: SpanIdentity, host: ReferenceHost) {
    this.#identity = identity
    this.#host = host
    this.feedbackToken = (options) => host.makeToken(this.id, options)
  }

  get id(): string {
    this.#host.ask(this.#identity)
    return formatPredictionId(this.#identity)
  }

  /** What `JSON.stringify` keeps of it: what it takes to find the prediction again. */
  toJSON(): { id: string; traceparent: string } {
    return { id: this.id, traceparent: this.traceparent }
  }

  get traceparent(): string {
    this.#host.ask(this.#identity)
    return `00-${this.#identity.traceId}-${this.#identity.spanId}-01`
  }
}
