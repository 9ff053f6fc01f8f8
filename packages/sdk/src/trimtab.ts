// The composition root: builds every part once from checked settings. The app holds what this returns and nothing else.
import { RESOURCE_ATTRIBUTES, ROUTES, SCOPE_NAME } from '@trimtab/contract'
import { createCalls } from './calls/begin-call.ts'
import { createKnownPredictions } from './calls/known-predictions.ts'
import { createSampledSink } from './calls/sampled-sink.ts'
import { createModelClients, type ModelClients } from './clients/model-clients.ts'
import { findResponseId } from './clients/vercel-ai/ai-result.ts'
import { createVercelAi, type VercelAi } from './clients/vercel-ai/vercel-ai.ts'
import { systemClock } from './clock.ts'
import { type FeedbackHost, type FeedbackSpeaker, speakOf } from './feedback/feedback.ts'
import { createFeedbackIds } from './feedback/feedback-id.ts'
import type { FeedbackAim } from './feedback/target.ts'
import { createTruthTeller, type Truth } from './feedback/truth.ts'
import { makeFeedbackToken } from './prediction/feedback-token.ts'
import { say } from './host/say.ts'
import { openSpans } from './host/spans.ts'
import { createMonitor, type Monitor } from './monitor/monitor.ts'
import { createMonitorBatch, type MonitorBatch } from './monitor/monitor-batch.ts'
import type { Platform } from './platform/platform.ts'
import { createReference, type PredictionReference, type ReferenceHost } from './prediction/prediction-reference.ts'
import { readSettings, type TrimtabOptions } from './options.ts'
import { createRedact } from './privacy/redact.ts'
import { createLastChance } from './telemetry/exit.ts'
import { createHandOver } from './telemetry/hand-over.ts'
import { openRecorder } from './telemetry/open-recorder.ts'
import type { Recorder } from './telemetry/recorder.ts'
import { encodeLogsEnvelope } from './telemetry/otlp-json.ts'
import type { DeliveryStats } from './telemetry/tally.ts'

/** How much has been recorded, and what became of it. */
export interface TrimtabStats {
  predictions: DeliveryStats
  feedback: DeliveryStats
}

/**
 * What `createTrimtab` returns. Nothing in it throws, but for `monitor` when it is given nonsense, and only `flush`
 * and `close` wait for anything.
 */
export interface Trimtab extends ModelClients, VercelAi {
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
   * Wraps a function that predicts many rows in one call, so that each row is recorded as a prediction of `task`.
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
  /** Waits until the collector has everything recorded so far, at most ten seconds unless told otherwise. */
  flush: (options?: { timeoutMs?: number | undefined }) => Promise<void>
  /**
   * Flushes and stops. Call it when the app is told to stop: a signal ends the process without asking us. What cannot be
   * delivered by then waits on disk, if it may.
   */
  close: (options?: { timeoutMs?: number | undefined }) => Promise<void>
  /** How much has been recorded, and what became of it. */
  stats: () => TrimtabStats
}

const FLUSH_MS_DEFAULT = 10_000

/** What every entry point does, on the platform it is for. */
export function createTrimtabOn(platform: Platform, options: TrimtabOptions = {}): Trimtab {
  const settings = readSettings(options, platform.variables)
  const resource = {
    [RESOURCE_ATTRIBUTES.service]: settings.service,
    [RESOURCE_ATTRIBUTES.environment]: settings.environment,
    [RESOURCE_ATTRIBUTES.release]: settings.release,
  }
  const spans = openSpans(settings.spans, resource, say)
  const lastChance = createLastChance(platform)
  const onRecorded =
    settings.waitUntil &&
    createHandOver(settings.waitUntil, { recorders: () => recorders, startTimer: platform.startTimer })
  const predictions = openRecorder(settings, platform, {
    signal: 'predictions',
    path: ROUTES.traces,
    envelope: spans.envelope,
    lastChance,
    onRecorded,
  })
  const feedback = openRecorder(settings, platform, {
    signal: 'feedback',
    path: ROUTES.logs,
    envelope: encodeLogsEnvelope(resource, SCOPE_NAME),
    lastChance,
    onRecorded,
  })
  const feedbackHost: FeedbackHost = {
    clock: systemClock,
    makeId: createFeedbackIds(systemClock.nowMs, (count) => crypto.getRandomValues(new Uint8Array(count))),
    recorder: feedback,
    redact: createRedact(settings.redact, () => feedback.drop('redaction_failed')),
    ask: (span) => sampled.ask(span),
    askAt: (target) => sampled.askAt(target),
  }
  const truths = createTruthTeller({ ...feedbackHost, recorder: feedback, startTimer: platform.startTimer })
  const recorders: readonly Recorder[] = [predictions, truths.recorder]
  const known = createKnownPredictions()
  const sampled = createSampledSink(spans.openSink(predictions.record), {
    rate: settings.sample,
    drop: predictions.drop,
  })
  const references: ReferenceHost = {
    makeToken: (id, asked = {}) =>
      makeFeedbackToken(id, asked, {
        signingKey: settings.signingKey,
        nowMs: systemClock.nowMs(),
        sign: platform.sign,
      }),
    ask: sampled.ask,
  }
  const calls = createCalls(
    {
      clock: systemClock,
      drop: predictions.drop,
      sink: sampled.sink,
      capture: settings.capture,
      redact: createRedact(settings.redact, () => predictions.drop('redaction_failed')),
      known,
      makeReference: (identity) => createReference(identity, references),
    },
    platform.createStorage,
  )

  lastChance.watch(recorders, calls.endOpen)

  return {
    monitor: createMonitor(calls),
    monitorBatch: createMonitorBatch(calls, predictions.drop),
    predictionOf: (result) => known.find(result) ?? known.find(findResponseId(result)),
    ...createModelClients(calls.begin),
    ...createVercelAi(calls.begin, platform.createStorage),
    current: calls.current,
    feedback: (target) => speakOf(target, feedbackHost),
    truth: truths.tell,
    flush: async ({ timeoutMs = FLUSH_MS_DEFAULT } = {}) => {
      await Promise.all(recorders.map((recorder) => recorder.flush(timeoutMs)))
    },
    close: async ({ timeoutMs = FLUSH_MS_DEFAULT } = {}) => {
      calls.endOpen()
      lastChance.cancel()
      await Promise.all(recorders.map((recorder) => recorder.close(timeoutMs)))
    },
    stats: () => ({ predictions: predictions.stats(), feedback: feedback.stats() }),
  }
}
