import { randomBytes } from 'node:crypto'
import { context, ROOT_CONTEXT, trace, TraceFlags } from '@opentelemetry/api'
import { afterEach, describe, expect, it } from 'vitest'
import { registerHost } from '../fixtures/host-telemetry.ts'
import { createActiveSpan } from './active-span.ts'

const hostSpan = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: TraceFlags.NONE }

afterEach(() => context.disable())

describe('the active span', () => {
  it('continues the trace of the app, whose own spans become children sampled as they were', () => {
    registerHost()
    const active = createActiveSpan()
    context.with(trace.setSpanContext(ROOT_CONTEXT, hostSpan), () => {
      const identity = active.begin(randomBytes)
      expect(identity).toMatchObject({ traceId: hostSpan.traceId, parentSpanId: hostSpan.spanId })
      const seen = active.run(identity, () => trace.getSpanContext(context.active()))
      expect(seen).toMatchObject({ traceId: hostSpan.traceId, spanId: identity.spanId, traceFlags: TraceFlags.NONE })
    })
  })

  it('decides nothing for an app that has no span of its own', () => {
    registerHost()
    const active = createActiveSpan()
    const outer = active.begin(randomBytes)
    active.run(outer, () => {
      expect(trace.getSpanContext(context.active())).toBeUndefined()
      expect(active.begin(randomBytes)).toMatchObject({ traceId: outer.traceId, parentSpanId: outer.spanId })
    })
  })

  it('makes ids that are never the same', () => {
    const active = createActiveSpan()
    const ids = Array.from({ length: 1000 }, () => active.begin(randomBytes).spanId)
    expect(new Set(ids).size).toBe(1000)
  })
})
