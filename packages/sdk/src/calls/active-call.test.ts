import { AsyncLocalStorage } from 'node:async_hooks'
import { context, ROOT_CONTEXT, trace, TraceFlags } from '@opentelemetry/api'
import { afterEach, describe, expect, it } from 'vitest'
import { registerHost } from '../fixtures/host-telemetry.ts'
import { makeIdentity, type SpanIdentity } from '../prediction/prediction-id.ts'
import { randomHex } from '../prediction/random-hex.ts'
import { type ActiveCall, createActiveCall } from './active-call.ts'

const hostSpan = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: TraceFlags.NONE }

interface Call {
  identity: SpanIdentity
}

function activeCall(): ActiveCall<Call> {
  const storage = new AsyncLocalStorage<Call>()
  return createActiveCall<Call>({ get: () => storage.getStore(), run: (call, work) => storage.run(call, work) })
}

function beginUnder(active: ActiveCall<Call>): SpanIdentity {
  return makeIdentity(active.parent(), randomHex)
}

afterEach(() => context.disable())

describe('the active call', () => {
  it('continues the trace of the app, whose own spans become children sampled as they were', () => {
    registerHost()
    const active = activeCall()
    context.with(trace.setSpanContext(ROOT_CONTEXT, hostSpan), () => {
      const identity = beginUnder(active)
      expect(identity).toMatchObject({ traceId: hostSpan.traceId, parentSpanId: hostSpan.spanId })
      const seen = active.run({ identity }, () => trace.getSpanContext(context.active()))
      expect(seen).toMatchObject({ traceId: hostSpan.traceId, spanId: identity.spanId, traceFlags: TraceFlags.NONE })
    })
  })

  it('decides nothing for an app that has no span of its own', () => {
    registerHost()
    const active = activeCall()
    const outer = beginUnder(active)
    active.run({ identity: outer }, () => {
      expect(trace.getSpanContext(context.active())).toBeUndefined()
      expect(beginUnder(active)).toMatchObject({ traceId: outer.traceId, parentSpanId: outer.spanId })
    })
  })
})
