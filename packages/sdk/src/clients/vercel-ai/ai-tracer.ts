// A tracer for the AI SDK 6, which tells of its calls in spans. Each span of a model call is a call of ours; the spans
// around it and of tools are none. A stream that is aborted gets no end from the SDK: see ai-middleware.ts.
import {
  type Attributes,
  type AttributeValue,
  type Exception,
  type Span,
  type SpanContext,
  type SpanOptions,
  SpanStatusCode,
  type Tracer,
} from '@opentelemetry/api'
import type { OpenCall } from '../../calls/call.ts'
import type { OutputFacts } from '../../calls/facts.ts'
import { openStream } from '../../calls/followed-stream.ts'
import type { OutcomeReader } from '../../calls/outcome.ts'
import type { ClientOptions } from '../client-options.ts'
import type { AiHost } from './ai-middleware.ts'
import { describeCall } from './ai-call.ts'
import { readSpanCall, readSpanOutput, type SpanAttributes } from './ai-span.ts'

const MODEL_CALL = /^ai\.\w+\.do(Generate|Stream|Embed)$/

export function createAiTracer({ begin, claims }: AiHost, options: ClientOptions): Tracer {
  function start(name: string, given: SpanOptions | undefined): { span: Span; call: OpenCall | undefined } {
    if (!MODEL_CALL.test(name)) return { span: silentSpan, call: undefined }
    const attributes: SpanAttributes = { ...given?.attributes }
    const call = begin(describeCall(readSpanCall(name, attributes), options))
    return { span: openSpan(call, attributes), call }
  }

  return {
    startSpan: (name, given) => start(name, given).span,
    startActiveSpan: (name: string, ...rest: unknown[]): never => {
      const work = rest.at(-1) as (span: Span) => unknown
      const { span, call } = start(name, rest.length > 1 ? (rest[0] as SpanOptions) : undefined)
      return (call ? claims.run({ call, isTaken: false }, () => work(span)) : work(span)) as never
    },
  }
}

function openSpan(call: OpenCall, attributes: SpanAttributes): Span {
  // A span that nobody can end any more was of a stream that nobody reads any more.
  const stream = openStream(call, outcomeIn(attributes))
  let failure: { error: unknown } | undefined
  const span: Span = {
    ...silentSpan,
    isRecording: () => true,
    setAttribute: (key: string, value: AttributeValue) => {
      attributes[key] = value
      return span
    },
    setAttributes: (given: Attributes) => {
      Object.assign(attributes, given)
      return span
    },
    addEvent: (name: string) => {
      if (name === 'ai.stream.firstChunk') call.firstToken()
      return span
    },
    recordException: (exception: Exception) => {
      failure = { error: asError(exception) }
    },
    setStatus: ({ code, message }) => {
      if (code === SpanStatusCode.ERROR) failure ??= { error: new Error(message) }
      return span
    },
    end: () => (failure ? stream.fail(failure.error) : stream.finish()),
  }
  stream.watch(span)
  return span
}

/** Apart from the span: what can be reached from here must not reach it, or it would never be out of reach. */
function outcomeIn(attributes: SpanAttributes): OutcomeReader {
  const read = (): OutputFacts => readSpanOutput(attributes)
  return { readWhole: read, openStream: () => ({ add: () => false, read }) }
}

/** The SDK copies an error's name and words, and leaves the error behind. */
function asError(exception: Exception): unknown {
  if (typeof exception !== 'object' || exception instanceof Error) return exception
  return Object.assign(new Error(exception.message), { name: exception.name ?? 'Error' })
}

const NO_CONTEXT: SpanContext = { traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 }

const silentSpan: Span = {
  spanContext: () => NO_CONTEXT,
  setAttribute: () => silentSpan,
  setAttributes: () => silentSpan,
  addEvent: () => silentSpan,
  addLink: () => silentSpan,
  addLinks: () => silentSpan,
  setStatus: () => silentSpan,
  updateName: () => silentSpan,
  end: () => undefined,
  isRecording: () => false,
  recordException: () => undefined,
}
