// Which call the running code belongs to, so that a call inside a call becomes its child. Stands beside the context of
// OpenTelemetry, which only works where the app has registered a context manager; we register nothing.
import { context, isSpanContextValid, type SpanContext, trace } from '@opentelemetry/api'
import type { AsyncStorage } from '../platform/platform.ts'
import type { SpanIdentity } from '../prediction/prediction-id.ts'

export interface ActiveCall<Call> {
  /** The innermost call of ours. */
  current: () => Call | undefined
  /** What a call that begins now is a part of: a call of ours, or whatever the app traces. */
  parent: () => { traceId: string; spanId: string } | undefined
  run: <Returned>(call: Call, work: () => Returned) => Returned
}

export function createActiveCall<Call extends { readonly identity: SpanIdentity }>(
  storage: AsyncStorage<Call> | undefined,
): ActiveCall<Call> {
  return {
    current: () => storage?.get(),
    parent: () => storage?.get()?.identity ?? hostSpan(),
    run: (call, work) => {
      const under = (): ReturnType<typeof work> => runUnderHost(call.identity, work)
      return storage ? storage.run(call, under) : under()
    },
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
function runUnderHost<Returned>({ traceId, spanId }: SpanIdentity, work: () => Returned): Returned {
  const host = hostSpan()
  if (host?.traceId !== traceId) return work()
  return context.with(trace.setSpanContext(context.active(), { ...host, traceId, spanId, isRemote: false }), work)
}
