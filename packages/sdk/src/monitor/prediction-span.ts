// One call to one span: opened before the call with what goes in, closed with what came out. Nothing here throws; what
// cannot be read is left out of the span and counted.
import { PREDICTION_ATTRIBUTES as KEY } from '@trimtab/contract'
import type { Clock } from '../clock.ts'
import { type Attributes, encodeSpan, type Span } from '../telemetry/otlp-json.ts'
import type { Recorder } from '../telemetry/recorder.ts'
import type { EndOfCall } from './end-of-call.ts'
import { type AnyMonitorOptions, contextAttributes, inputAttributes, kindOf, outputAttributes } from './facts.ts'
import type { SpanIdentity } from '../prediction/prediction-id.ts'

export interface MonitoredSubject {
  task: string
  options: AnyMonitorOptions
}

export function openPredictionSpan(
  { task, options }: MonitoredSubject,
  parameters: unknown[],
  identity: SpanIdentity,
  { clock, recorder }: { clock: Clock; recorder: Recorder },
): EndOfCall {
  let isContentCaptured = true
  // Read before the call, which may change its own arguments.
  const known: Attributes = {
    [KEY.kind]: kindOf(options),
    ...readPart('context_unreadable', () => contextAttributes(options, parameters)),
    ...readPart('input_unreadable', () => inputAttributes(options, parameters)),
  }
  const startMs = clock.nowMs()
  const startMonotonicMs = clock.monotonicMs()

  function readPart(lossReason: string, read: () => Attributes): Attributes {
    try {
      return read()
    } catch {
      isContentCaptured = false
      recorder.drop(lossReason)
      return {}
    }
  }

  function close(endMonotonicMs: number, learned: Attributes, error?: Span['error']): void {
    const startNs = BigInt(startMs) * 1_000_000n
    const durationNs = BigInt(Math.round(Math.max(endMonotonicMs - startMonotonicMs, 0) * 1_000_000))
    const span: Span = {
      ...identity,
      name: task,
      kind: known[KEY.operation] === undefined ? 'internal' : 'client',
      startNs,
      endNs: startNs + durationNs,
      attributes: { [KEY.task]: task, [KEY.contentCaptured]: isContentCaptured, ...known, ...learned },
      error,
    }
    try {
      recorder.record(encodeSpan(span))
    } catch {
      recorder.drop('unreadable')
    }
  }

  return {
    succeed: (result) => {
      const endMonotonicMs = clock.monotonicMs()
      const learned = readPart('output_unreadable', () => outputAttributes(options, result))
      close(endMonotonicMs, learned)
    },
    fail: (error) => {
      const { type, message } = describeError(error)
      close(
        clock.monotonicMs(),
        { [KEY.errorType]: type },
        {
          message,
          event: { 'exception.type': type, 'exception.message': message },
        },
      )
    },
    lose: () => recorder.drop('end_unknown'),
  }
}

/** Anything can be thrown, also what does not want to be looked at. */
function describeError(error: unknown): { type: string; message: string } {
  try {
    if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
    const { name, message }: { name: unknown; message: unknown } = error
    // A subclass that sets no name is still told apart by its class.
    return { type: String(name === 'Error' ? error.constructor.name : name), message: String(message) }
  } catch {
    return { type: 'unknown', message: '' }
  }
}
