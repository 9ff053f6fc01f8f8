// What an app has told Trimtab of itself, as attributes of the resource that all it sends is of.
import { RESOURCE_ATTRIBUTES } from '@trimtab/contract'
import type { Settings } from './options.ts'
import type { Attributes } from './telemetry/otlp-json.ts'

export function describeApp({
  service,
  environment,
  release,
}: Pick<Settings, 'service' | 'environment' | 'release'>): Attributes {
  return {
    [RESOURCE_ATTRIBUTES.service]: service,
    [RESOURCE_ATTRIBUTES.environment]: environment,
    [RESOURCE_ATTRIBUTES.release]: release,
  }
}
