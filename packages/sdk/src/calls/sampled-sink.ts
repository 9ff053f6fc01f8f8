// Lets through the spans that are drawn, and those that somebody points at.
import { type FeedbackTarget, PREDICTION_ATTRIBUTES as KEY } from '@trimtab/contract'
import type { SpanIdentity } from '../prediction/prediction-id.ts'
import { type Attributes, NestedJson } from '../telemetry/otlp-json.ts'
import { createSampling } from './sampling.ts'
import type { SpanRecord, SpanSink, StartedSpan } from './span-sink.ts'

export interface SampledSink {
  sink: SpanSink
  /** Somebody wants to know who a prediction is, or says something about it. */
  ask: (identity: Pick<SpanIdentity, 'spanId'>) => void
  /** Somebody says something about all that a feedback can be joined to without their id. */
  askAt: (target: FeedbackTarget) => void
}

export function createSampledSink(
  sink: SpanSink,
  { rate, drop }: { rate: number; drop: (reason: string) => void },
): SampledSink {
  if (rate >= 1) return { sink, ask: () => undefined, askAt: () => undefined }
  const sampling = createSampling<Finished>({
    rate,
    drop,
    measureBytes: ({ record }) => measureBytes(record),
    record: ({ started, record }, sampleRate) => {
      record.attributes[KEY.sampleRate] = sampleRate
      try {
        started.end(record)
      } catch {
        drop('unreadable')
      }
    },
  })
  return {
    sink: {
      start: (name, parent) => {
        const started = sink.start(name, parent)
        return {
          ...started,
          end: (record) =>
            sampling.finish(started.identity, { started, record }, { isAlwaysKept: isAlwaysKept(record) }),
        }
      },
    },
    ask: sampling.ask,
    askAt: (target) => sampling.askWhere(({ record }) => isAt(record, target)),
  }
}

interface Finished {
  started: StartedSpan
  record: SpanRecord
}

/** What went wrong is rare and wanted; a business key is where late truth will point. */
function isAlwaysKept({ error, attributes }: SpanRecord): boolean {
  return error !== undefined || attributes[KEY.key] !== undefined
}

function isAt({ attributes }: SpanRecord, { responseId, session, task }: FeedbackTarget): boolean {
  const isJoined =
    (responseId !== undefined && attributes[KEY.responseId] === responseId) ||
    (session !== undefined && attributes[KEY.session] === session)
  return isJoined && (task === undefined || attributes[KEY.task] === task)
}

/** Next to its texts a span is nothing. */
function measureBytes({ attributes }: SpanRecord): number {
  return Object.values(attributes).reduce<number>((sum, value) => sum + measureValue(value), SPAN_BYTES)
}

function measureValue(value: Attributes[string]): number {
  if (value instanceof NestedJson) return value.spelled.length
  return typeof value === 'string' ? value.length : 8
}

const SPAN_BYTES = 500
