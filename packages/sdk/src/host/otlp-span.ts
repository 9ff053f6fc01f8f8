// A span of the app in OTLP's JSON encoding, with all that it has and that may leave.
import { encodeAttributes } from './any-value.ts'
import type { HostEvent, HostLink, HostSpan, HostSpanContext, HrTime } from './host-span.ts'
import type { SpanPrivacy } from './span-privacy.ts'

export function encodeHostSpan(span: HostSpan, privacy: SpanPrivacy): string {
  return JSON.stringify(describeSpan(span, privacy))
}

function describeSpan(span: HostSpan, privacy: SpanPrivacy): object {
  const context = span.spanContext()
  const parent = span.parentSpanContext
  return {
    traceId: context.traceId,
    spanId: context.spanId,
    traceState: context.traceState?.serialize(),
    parentSpanId: parent?.spanId,
    flags: readFlags(context, parent),
    name: span.name,
    kind: span.kind + 1,
    startTimeUnixNano: readNanoseconds(span.startTime),
    endTimeUnixNano: readNanoseconds(span.endTime),
    attributes: encodeAttributes(privacy.attributes(span.attributes)),
    droppedAttributesCount: span.droppedAttributesCount,
    events: span.events.map((event) => describeEvent(event, privacy)),
    droppedEventsCount: span.droppedEventsCount,
    links: span.links.map((link) => describeLink(link, privacy)),
    droppedLinksCount: span.droppedLinksCount,
    status: { code: span.status.code, message: privacy.text(span.status.message) },
  }
}

function describeEvent({ name, time, attributes, droppedAttributesCount }: HostEvent, privacy: SpanPrivacy): object {
  return {
    name,
    timeUnixNano: readNanoseconds(time),
    attributes: encodeAttributes(privacy.attributes(attributes)),
    droppedAttributesCount: droppedAttributesCount ?? 0,
  }
}

function describeLink({ context, attributes, droppedAttributesCount }: HostLink, privacy: SpanPrivacy): object {
  return {
    traceId: context.traceId,
    spanId: context.spanId,
    traceState: context.traceState?.serialize(),
    flags: readFlags(context, context),
    attributes: encodeAttributes(privacy.attributes(attributes)),
    droppedAttributesCount: droppedAttributesCount ?? 0,
  }
}

const KNOWS_IF_REMOTE = 0x100
const IS_REMOTE = 0x200

/** How it was sampled, and whether what it points at is of another process. */
function readFlags({ traceFlags }: HostSpanContext, other: HostSpanContext | undefined): number {
  return (traceFlags & 0xff) | KNOWS_IF_REMOTE | (other?.isRemote === true ? IS_REMOTE : 0)
}

function readNanoseconds([seconds, nanoseconds]: HrTime): string {
  return String(BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds))
}
