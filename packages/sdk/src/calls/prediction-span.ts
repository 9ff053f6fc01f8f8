// One call to one span: opened before the call with what goes in, closed with what came out. Nothing of a caller's that
// throws gets past this file; what cannot be read is left out of the span and counted.
import { PREDICTION_ATTRIBUTES as KEY } from '@trimtab/contract'
import type { Clock } from '../clock.ts'
import type { Attributes } from '../telemetry/otlp-json.ts'
import type { CallSubject, ReadOutput } from './call.ts'
import { describeFailure, isAbort } from './failure.ts'
import type { SpanRecord } from './span-sink.ts'
import { contextAttributes, inputAttributes, outputAttributes } from './span-attributes.ts'

/** What writing a span needs. */
export interface SpanWriting {
  clock: Clock
  /** Counts what is lost, by reason. */
  drop: (reason: string) => void
}

export interface CallEnd {
  status: 'ok' | 'error' | 'cancelled'
  error?: unknown
  read?: ReadOutput | undefined
}

export interface ClosedSpan {
  record: SpanRecord
  /** It says how many tokens were used. */
  usesTokens: boolean
  responseId: string | undefined
}

export interface PredictionSpan {
  restart: () => void
  firstToken: () => void
  close: (end: CallEnd, isUsageKnownBelow: boolean) => ClosedSpan
}

export function openPredictionSpan(subject: CallSubject, { clock, drop }: SpanWriting): PredictionSpan {
  let isContentCaptured = true
  let firstTokenMs: number | undefined
  // Read before the call, which may change its own arguments.
  const context = readPart('context_unreadable', () => contextAttributes(subject.context()))
  const input = readPart('input_unreadable', () => inputAttributes(subject.input()))
  let startMs = clock.nowMs()
  let startMonotonicMs = clock.monotonicMs()

  function readPart(lossReason: string, read: () => Attributes): Attributes {
    try {
      return read()
    } catch {
      isContentCaptured = false
      drop(lossReason)
      return {}
    }
  }

  return {
    restart: () => {
      startMs = clock.nowMs()
      startMonotonicMs = clock.monotonicMs()
    },
    firstToken: () => {
      firstTokenMs ??= clock.monotonicMs() - startMonotonicMs
    },
    close: ({ status, error, read }, isUsageKnownBelow) => {
      const durationMs = Math.max(clock.monotonicMs() - startMonotonicMs, 0)
      const output = read ? readPart('output_unreadable', () => outputAttributes(read())) : {}
      const usesTokens = output[KEY.inputTokens] !== undefined || output[KEY.outputTokens] !== undefined
      const failure = status === 'error' && !isAbort(error) ? describeFailure(error) : undefined
      const responseId = output[KEY.responseId]
      return {
        usesTokens,
        responseId: typeof responseId === 'string' ? responseId : undefined,
        record: {
          name: subject.task,
          kind: context[KEY.operation] === undefined ? 'internal' : 'client',
          startMs,
          durationMs,
          attributes: {
            [KEY.task]: subject.task,
            [KEY.kind]: subject.kind,
            [KEY.status]: status !== 'ok' && failure === undefined ? 'cancelled' : undefined,
            [KEY.contentCaptured]: isContentCaptured,
            [KEY.firstTokenSeconds]: firstTokenMs === undefined ? undefined : firstTokenMs / 1000,
            [KEY.errorType]: failure?.type,
            [KEY.errorHttpStatus]: failure?.httpStatus,
            ...context,
            ...input,
            ...output,
            ...(isUsageKnownBelow && NO_USAGE),
          },
          error: failure && {
            message: failure.message,
            event: { 'exception.type': failure.type, 'exception.message': failure.message },
          },
        },
      }
    },
  }
}

/** A call around other calls uses what they use, and says so through them. */
const NO_USAGE: Attributes = {
  [KEY.inputTokens]: undefined,
  [KEY.outputTokens]: undefined,
  [KEY.cachedInputTokens]: undefined,
  [KEY.reasoningTokens]: undefined,
  [KEY.costUsd]: undefined,
}
