import { afterEach, describe, expect, it } from 'vitest'
import { trace } from '@opentelemetry/api'
import { createApiCheck, describeApiMismatch, isOpenTelemetrySetUp } from './api-version.ts'

const SHARED = Symbol.for('opentelemetry.js.api.1')
const shared = globalThis as { [SHARED]?: object | undefined }

describe('what we see of the OpenTelemetry of the app', () => {
  afterEach(() => {
    trace.disable()
    delete shared[SHARED]
  })

  it('is nothing to speak of where there is none, and where it was set up with an API that fits', () => {
    expect(isOpenTelemetrySetUp()).toBe(false)
    expect(describeApiMismatch()).toBeUndefined()
    trace.setGlobalTracerProvider({ getTracer: () => trace.getTracer('none') })
    expect(isOpenTelemetrySetUp()).toBe(true)
    expect(describeApiMismatch()).toBeUndefined()
  })

  it('is said once when it was set up with an API that is older than ours, however late', () => {
    const said: string[] = []
    const check = createApiCheck((sentence) => void said.push(sentence))
    check()
    shared[SHARED] = { version: '1.2.0', trace: {} }
    check()
    check()
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('@opentelemetry/api 1.2.0')
    expect(said[0]).toContain('install one version for all, such as @opentelemetry/api@1.2.0')
  })
})
