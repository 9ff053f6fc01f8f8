// Puts a span together with the resource and the scope it is of, as a whole `ResourceSpans` of OTLP: then the spans of
// several providers can travel in one request.
import type { Attributes, Envelope } from '../telemetry/otlp-json.ts'
import { encodeAttributes } from './any-value.ts'
import type { HostSpan } from './host-span.ts'

/** What is around such items in a request. */
export const RESOURCE_SPANS_ENVELOPE: Envelope = { before: '{"resourceSpans":[', after: ']}' }

export type Origin = Pick<HostSpan, 'resource' | 'instrumentationScope'>

/** What the app told Trimtab of itself counts before what its OpenTelemetry says. */
export function createOriginEncoder(said: Attributes): (origin: Origin, spanJson: string) => string {
  const spoken = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
  // They are the same objects for as long as the app lives, and all its spans have them.
  const resources = new WeakMap<object, string>()
  const scopes = new WeakMap<object, string>()

  function encodeResource(resource: Origin['resource']): string {
    const known = resources.get(resource)
    if (known !== undefined) return known
    const encoded = encodeFields({
      resource: { attributes: encodeAttributes({ ...resource.attributes, ...spoken }) },
      schemaUrl: resource.schemaUrl,
    })
    // Some is found out only after the start, such as the id of the machine; the first spans do not wait for it.
    if (resource.asyncAttributesPending !== true) resources.set(resource, encoded)
    return encoded
  }

  function encodeScope(scope: Origin['instrumentationScope']): string {
    const known = scopes.get(scope)
    if (known !== undefined) return known
    const { name, version, schemaUrl } = scope
    const encoded = encodeFields({ scope: { name, version }, schemaUrl })
    scopes.set(scope, encoded)
    return encoded
  }

  return ({ resource, instrumentationScope }, spanJson) =>
    `{${encodeResource(resource)},"scopeSpans":[{${encodeScope(instrumentationScope)},"spans":[${spanJson}]}]}`
}

/** Without the braces around them. */
function encodeFields(fields: object): string {
  return JSON.stringify(fields).slice(1, -1)
}
