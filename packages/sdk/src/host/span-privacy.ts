// How much of what an app's own spans say leaves the app. Their attributes come in the words of many, so what is content
// is told by what is not: the rule fails to the side of saying less.
import type { HostAttributes } from './host-span.ts'

export interface SpanPrivacy {
  /** Attributes as they may leave. */
  attributes: (attributes: HostAttributes | undefined) => HostAttributes
  /** A free text, such as the message of an error; undefined when it may not leave. */
  text: (text: string | undefined) => string | undefined
}

export interface SpanPrivacyOptions {
  capture: 'all' | 'metadata'
  redact: ((text: string) => string) | undefined
}

/** What is said on purpose, or says nothing of what anyone wrote. */
const NAMING = /(^|[._])(id|ids|kind|model|name|operation|provider|reason|reasons|service|system|task|type|version)$/i

export function createSpanPrivacy({ capture, redact }: SpanPrivacyOptions): SpanPrivacy {
  if (capture === 'metadata') {
    return { attributes: (attributes) => keep(attributes, isMetadata), text: () => undefined }
  }
  if (redact === undefined) return { attributes: (attributes) => attributes ?? {}, text: (text) => text }
  return {
    attributes: (attributes) => redactAttributes(attributes, redact),
    text: (text) => text && redact(text),
  }
}

function keep(
  attributes: HostAttributes | undefined,
  mayLeave: (key: string, value: unknown) => boolean,
): HostAttributes {
  return Object.fromEntries(Object.entries(attributes ?? {}).filter(([key, value]) => mayLeave(key, value)))
}

function isMetadata(key: string, value: unknown): boolean {
  if (typeof value === 'number' || typeof value === 'boolean') return true
  const texts: unknown[] = Array.isArray(value) ? value : [value]
  return isNaming(key) && texts.every((text) => typeof text === 'string')
}

function isNaming(key: string): boolean {
  // The AI SDK writes `ai.model.provider` and also `ai.response.finishReason`.
  return NAMING.test(key.replaceAll(/([a-z])([A-Z])/g, '$1_$2'))
}

function redactAttributes(attributes: HostAttributes | undefined, redact: (text: string) => string): HostAttributes {
  return Object.fromEntries(
    Object.entries(attributes ?? {}).map(([key, value]) => [key, isNaming(key) ? value : redactValue(value, redact)]),
  )
}

function redactValue(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redactJson(value, redact)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redact))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactValue(item, redact)]))
}

/** Messages are mostly JSON in a text: a number that is taken out of it must not leave it broken. */
function redactJson(text: string, redact: (text: string) => string): string {
  if (!/^\s*[[{]/.test(text)) return redact(text)
  try {
    return JSON.stringify(JSON.parse(text), (_key, item: unknown) => (typeof item === 'string' ? redact(item) : item))
  } catch {
    return redact(text)
  }
}
