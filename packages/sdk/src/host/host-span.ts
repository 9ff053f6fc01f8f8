// An ended span as OpenTelemetry's own SDKs hand it to a processor, of 2.x and 3.x, as far as we read it. Written down
// here, so that we depend on none of them.

/** Seconds and nanoseconds since 1970. */
export type HrTime = readonly [seconds: number, nanoseconds: number]

/** Text, numbers, truths and lists of them; since 3.x also bytes, nested lists and objects. */
export interface HostAttributes {
  readonly [key: string]: unknown
}

export interface HostSpanContext {
  readonly traceId: string
  readonly spanId: string
  readonly traceFlags: number
  readonly isRemote?: boolean | undefined
  readonly traceState?: { serialize: () => string } | undefined
}

/** A span of the app, ended. */
export interface HostSpan {
  readonly name: string
  readonly kind: number
  readonly spanContext: () => HostSpanContext
  readonly parentSpanContext?: HostSpanContext | undefined
  readonly startTime: HrTime
  readonly endTime: HrTime
  readonly status: { readonly code: number; readonly message?: string | undefined }
  readonly attributes: HostAttributes
  readonly links: readonly HostLink[]
  readonly events: readonly HostEvent[]
  readonly resource: {
    readonly attributes: HostAttributes
    readonly schemaUrl?: string | undefined
    readonly asyncAttributesPending?: boolean | undefined
  }
  readonly instrumentationScope: {
    readonly name: string
    readonly version?: string | undefined
    readonly schemaUrl?: string | undefined
  }
  readonly droppedAttributesCount: number
  readonly droppedEventsCount: number
  readonly droppedLinksCount: number
}

export interface HostLink {
  readonly context: HostSpanContext
  readonly attributes?: HostAttributes | undefined
  readonly droppedAttributesCount?: number | undefined
}

export interface HostEvent {
  readonly name: string
  readonly time: HrTime
  readonly attributes?: HostAttributes | undefined
  readonly droppedAttributesCount?: number | undefined
}
