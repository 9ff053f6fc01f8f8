// Which prediction the running code belongs to, so that a call inside a call becomes its child. Stands beside the
// context of OpenTelemetry, which only works where the app has registered a context manager; we register nothing.
import { AsyncLocalStorage } from 'node:async_hooks'
import { context, isSpanContextValid, type SpanContext, trace } from '@opentelemetry/api'
import { makeIdentity, type RandomBytes, type SpanIdentity } from '../prediction/prediction-id.ts'

export interface ActiveSpan {
  /** A new prediction under whatever is running now. */
  begin: (randomBytes: RandomBytes) => SpanIdentity
  /** Runs the call as part of that prediction. */
  run: <Returned>(identity: SpanIdentity, call: () => Returned) => Returned
}

export function createActiveSpan(): ActiveSpan {
  const ours = new AsyncLocalStorage<SpanIdentity>()
  return {
    begin: (randomBytes) => makeIdentity(ours.getStore() ?? hostSpan(), randomBytes),
    run: (identity, call) => ours.run(identity, () => runUnderHost(identity, call)),
  }
}

function hostSpan(): SpanContext | undefined {
  const span = trace.getSpanContext(context.active())
  return span !== undefined && isSpanContextValid(span) ? span : undefined
}

/**
 * The app's own spans inside the call become our children, in the trace they are in anyway and as sampled as they were.
 * Where the app has no span there is nothing to line up with, and a parent of ours would decide its sampling for it.
 */
function runUnderHost<Returned>(identity: SpanIdentity, call: () => Returned): Returned {
  const host = hostSpan()
  if (host?.traceId !== identity.traceId) return call()
  const { traceId, spanId } = identity
  return context.with(trace.setSpanContext(context.active(), { ...host, traceId, spanId, isRemote: false }), call)
}
