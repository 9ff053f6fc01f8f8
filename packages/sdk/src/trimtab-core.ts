// The composition root of the core: builds every part once from checked settings. The app holds what this returns and
// nothing else. What knows particular clients is put on top in trimtab.ts.
import { type Calls, createCalls } from './calls/begin-call.ts'
import { createKnownPredictions } from './calls/known-predictions.ts'
import { createSampledSink } from './calls/sampled-sink.ts'
import { systemClock } from './clock.ts'
import { type FeedbackHost, type FeedbackSpeaker, speakOf } from './feedback/feedback.ts'
import { createFeedbackIds } from './feedback/feedback-id.ts'
import type { FeedbackAim } from './feedback/target.ts'
import { createTruthTeller, type Truth } from './feedback/truth.ts'
import { makeFeedbackToken } from './prediction/feedback-token.ts'
import { randomHex } from './prediction/random-hex.ts'
import type { SpanIdentity } from './prediction/prediction-id.ts'
import { createMonitor, type Monitor } from './monitor/monitor.ts'
import { createMonitorBatch, type MonitorBatch } from './monitor/monitor-batch.ts'
import { openDelivery } from './open-delivery.ts'
import type { Platform } from './platform/platform.ts'
import { createReference, type PredictionReference, type ReferenceHost } from './prediction/prediction-reference.ts'
import { readSettings, type Settings, type TrimtabOptions } from './options.ts'
import { createRedact } from './privacy/redact.ts'
import type { DeliveryStats } from './telemetry/tally.ts'
import { readTimeoutMs } from './telemetry/time-limit.ts'

/** How much has been recorded, and what became of it. */
export interface TrimtabStats {
  predictions: DeliveryStats
  feedback: DeliveryStats
}

/**
 * What `createTrimtab` returns, but for the clients it can wrap. Nothing in it throws, but for what
 * wraps something, at once, when it is given nonsense; and only `flush` and `close` wait for anything.
 */
export interface TrimtabCore {
  /**
   * Wraps a function, sync or async, so that each call of it is recorded as a prediction of `task`. The wrapped
   * function keeps its type, its `this`, its result, its errors and its timing.
   *
   * @example
   * ```ts
   * import { createTrimtab } from '@trimtab/sdk'
   *
   * const trimtab = createTrimtab({ service: 'helpdesk' })
   * const route = (ticket: { subject: string; words: number }) => ({ label: ticket.words > 100 ? 'human' : 'bot', p: 0.9 })
   *
   * const classify = trimtab.monitor('ticket.route', route, {
   *   kind: 'classification',
   *   input: (ticket) => ({ features: ticket }),
   *   output: (result) => ({ label: result.label, score: result.p }),
   *   key: (ticket) => ticket.subject,
   * })
   * const { result, prediction } = await classify.detailed({ subject: 'T-1', words: 12 })
   * console.log(result.label, prediction.id)
   * ```
   */
  monitor: Monitor
  /**
   * Wraps a function that predicts many rows in one call, so that each row is recorded as a prediction of `task`. What
   * runs in it belongs to none of its rows: there `current()` is what it is outside.
   *
   * @example
   * ```ts
   * import { createTrimtab } from '@trimtab/sdk'
   *
   * const trimtab = createTrimtab({ service: 'credit' })
   * interface Loan {
   *   id: string
   *   income: number
   * }
   * const score = (loans: Loan[]) => loans.map(({ income }) => ({ label: income > 50_000 ? 'low' : 'high', p: 0.8 }))
   *
   * const predict = trimtab.monitorBatch('loan.risk', score, {
   *   kind: 'classification',
   *   input: ({ income }) => ({ features: { income } }),
   *   output: ({ label, p }) => ({ label, score: p }),
   *   key: ({ id }) => id,
   * })
   * predict([{ id: 'loan-77', income: 42_000 }])
   * ```
   */
  monitorBatch: MonitorBatch
  /**
   * The prediction that any object returned by a monitored call belongs to, or a provider's response id.
   *
   * @example
   * ```ts
   * import { createTrimtab } from '@trimtab/sdk'
   *
   * const trimtab = createTrimtab({ service: 'support-bot' })
   * const reply = trimtab.monitor('support.reply', async (question: string) => ({ text: `You asked: ${question}` }))
   * const response = await reply('Where is my order?')
   * console.log(trimtab.predictionOf(response)?.id)
   * ```
   */
  predictionOf: (result: unknown) => PredictionReference | undefined
  /**
   * The prediction that the running code is part of: inside a monitored call, however deep.
   *
   * @example
   * ```ts
   * import { createTrimtab } from '@trimtab/sdk'
   *
   * const trimtab = createTrimtab({ service: 'support-bot' })
   * const reply = trimtab.monitor('support.reply', async (question: string) => {
   *   console.log('answering as', trimtab.current()?.id)
   *   return `You asked: ${question}`
   * })
   * await reply('Where is my order?')
   * ```
   */
  current: () => PredictionReference | undefined
  /**
   * Says something about a prediction, by its id, its `traceparent`, its reference, a business key, a provider's response
   * id or a session.
   *
   * @example
   * ```ts
   * import { createTrimtab } from '@trimtab/sdk'
   *
   * const trimtab = createTrimtab({ service: 'support-bot' })
   * const reply = trimtab.monitor('support.reply', async (question: string) => `You asked: ${question}`)
   * const { prediction } = await reply.detailed('Where is my order?')
   * trimtab.feedback(prediction.id).thumbs('down', { comment: 'not an answer', actor: 'user-1' })
   * trimtab.feedback(prediction.id).correct('It is on its way.', { source: 'reviewer', actor: 'ann' })
   * ```
   */
  feedback: (target: FeedbackAim) => FeedbackSpeaker
  /**
   * Tells what turned out to be true, whenever that becomes known; a whole table of it is handed over in slices, so that
   * it does not hold up the app.
   *
   * @example
   * ```ts
   * import { createTrimtab } from '@trimtab/sdk'
   *
   * createTrimtab({ service: 'credit' }).truth({ key: 'loan-77', label: 'defaulted', task: 'loan.risk' })
   * ```
   */
  truth: (truth: Truth | readonly Truth[]) => void
  /** Waits until everything recorded so far has arrived or is counted as lost, at most ten seconds unless told otherwise. */
  flush: (options?: { timeoutMs?: number | undefined }) => Promise<void>
  /**
   * Flushes and stops. Call it when the app is told to stop: only then is there time to deliver what waits in memory. What
   * cannot be delivered by then waits on disk, if it may.
   */
  close: (options?: { timeoutMs?: number | undefined }) => Promise<void>
  /** How much has been recorded, and what became of it. */
  stats: () => TrimtabStats
}

const FLUSH_MS_DEFAULT = 10_000

export interface Core {
  trimtab: TrimtabCore
  /** For whatever else watches calls. */
  calls: Calls
}

/** What every entry point does, on the platform it is for. */
export function createCoreOn(platform: Platform, options: TrimtabOptions = {}): Core {
  const settings = readSettings(options, platform.variables)
  const delivery = openDelivery(settings, platform)
  const { predictions, feedback } = delivery
  const known = createKnownPredictions()
  const sampled = createSampledSink(delivery.sink, { rate: settings.sample, drop: predictions.drop })
  const calls = createCalls(
    {
      clock: systemClock,
      drop: predictions.drop,
      sink: sampled.sink,
      capture: settings.capture,
      redact: createRedact(settings.redact, () => predictions.drop('redaction_failed')),
      known,
      makeReference: referenceMaker(settings, platform, sampled.ask),
    },
    platform.createStorage,
  )
  const feedbackHost: FeedbackHost = {
    clock: systemClock,
    makeId: createFeedbackIds(systemClock.nowMs, (count) => crypto.getRandomValues(new Uint8Array(count))),
    recorder: feedback,
    redact: createRedact(settings.redact, () => feedback.drop('redaction_failed')),
    ask: sampled.ask,
    askAt: sampled.askAt,
  }
  const truths = createTruthTeller({ ...feedbackHost, recorder: feedback, startTimer: platform.startTimer })
  const recorders = [predictions, truths.recorder]
  delivery.watch(recorders, calls.endOpen)

  const trimtab: TrimtabCore = {
    monitor: createMonitor(calls),
    monitorBatch: createMonitorBatch(calls, predictions.drop),
    predictionOf: known.find,
    current: calls.current,
    // What a call returned is known by itself; a reference, an id or a key is not.
    feedback: (target) => speakOf(typeof target === 'object' ? (known.find(target) ?? target) : target, feedbackHost),
    truth: truths.tell,
    flush: async (given) => {
      const timeoutMs = readTimeoutMs(given, FLUSH_MS_DEFAULT)
      await Promise.all(recorders.map((recorder) => recorder.flush(timeoutMs)))
    },
    close: async (given) => {
      const timeoutMs = readTimeoutMs(given, FLUSH_MS_DEFAULT)
      calls.endOpen()
      await Promise.all(recorders.map((recorder) => recorder.close(timeoutMs)))
      delivery.unwatch()
    },
    stats: () => ({ predictions: predictions.stats(), feedback: truths.recorder.stats() }),
  }
  return { trimtab, calls }
}

function referenceMaker(
  { signingKey }: Settings,
  { sign }: Platform,
  ask: ReferenceHost['ask'],
): (identity: SpanIdentity) => PredictionReference {
  const host: ReferenceHost = {
    ask,
    makeToken: (id, asked = {}) =>
      makeFeedbackToken(id, asked, { signingKey, nowMs: systemClock.nowMs(), sign, randomHex }),
  }
  return (identity) => createReference(identity, host)
}
