// Our span processor is one, in the words of OpenTelemetry JS 2.x.
import type { NodeSDKConfiguration } from '@opentelemetry/sdk-node'
import type { TrimtabSpanProcessor } from '@trimtab/sdk'

declare const processor: TrimtabSpanProcessor

export const configuration: Partial<NodeSDKConfiguration> = { spanProcessors: [processor] }
