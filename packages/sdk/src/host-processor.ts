// The composition root of the span processor: it has a recorder of its own, because the app's OpenTelemetry may run where
// there is no Trimtab at all.
import { RESOURCE_ATTRIBUTES, ROUTES } from '@trimtab/contract'
import type { HostSpan } from './host/host-span.ts'
import { RESOURCE_SPANS_ENVELOPE } from './host/resource-spans.ts'
import { createSpanProcessor, type TrimtabSpanProcessor } from './host/span-processor.ts'
import { readSettings, type TrimtabOptions } from './options.ts'
import type { Platform } from './platform/platform.ts'
import { flushBeforeExit } from './telemetry/exit.ts'
import { openRecorder } from './trimtab.ts'

/** Options of `trimtabSpanProcessor`. What is not given comes from `TRIMTAB_*` environment variables. */
export interface SpanProcessorOptions extends Omit<TrimtabOptions, 'signingKey' | 'spans'> {
  /** Which of the app's spans to take, in place of those that tell of a model. */
  filter?: ((span: HostSpan) => boolean) | undefined
}

/** What every entry point does, on the platform it is for. */
export function createSpanProcessorOn(
  platform: Platform,
  { filter, ...options }: SpanProcessorOptions = {},
): TrimtabSpanProcessor {
  const settings = readSettings(options, platform.variables)
  const recorder = openRecorder(settings, platform, ROUTES.traces, RESOURCE_SPANS_ENVELOPE)
  const lastChance = flushBeforeExit([recorder], platform)
  const said = {
    [RESOURCE_ATTRIBUTES.service]: settings.service,
    [RESOURCE_ATTRIBUTES.environment]: settings.environment,
    [RESOURCE_ATTRIBUTES.release]: settings.release,
  }
  const processor = createSpanProcessor({ recorder, said, filter })
  return {
    ...processor,
    shutdown: () => {
      lastChance.cancel()
      return processor.shutdown()
    },
  }
}
