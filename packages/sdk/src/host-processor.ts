// The composition root of the span processor: it has a recorder of its own, because the app's OpenTelemetry may run where
// there is no Trimtab at all.
import { ROUTES } from '@trimtab/contract'
import { describeApp } from './app-resource.ts'
import type { HostSpan } from './host/host-span.ts'
import { RESOURCE_SPANS_ENVELOPE } from './host/resource-spans.ts'
import { createSpanPrivacy } from './host/span-privacy.ts'
import { createSpanProcessor, type TrimtabSpanProcessor } from './host/span-processor.ts'
import { readSettings, type TrimtabOptions } from './options.ts'
import type { Platform } from './platform/platform.ts'
import { createRedact } from './privacy/redact.ts'
import { createLastChance } from './telemetry/exit.ts'
import { createHandOver } from './telemetry/hand-over.ts'
import { openRecorder } from './telemetry/open-recorder.ts'
import type { Recorder } from './telemetry/recorder.ts'

/** Options of `trimtabSpanProcessor`. What is not given comes from `TRIMTAB_*` environment variables. */
export interface SpanProcessorOptions extends Omit<TrimtabOptions, 'signingKey' | 'spans' | 'capture' | 'sample'> {
  /**
   * How much of the app's own spans leaves it. `all`, if not given. With `metadata` all texts are withheld but for those
   * whose key says that they are a name, such as `gen_ai.request.model`; figures are still sent.
   */
  capture?: 'all' | 'metadata' | undefined
  /** Which of the app's spans to take, in place of those that tell of a model. */
  filter?: ((span: HostSpan) => boolean) | undefined
}

/** What every entry point does, on the platform it is for. */
export function createSpanProcessorOn(
  platform: Platform,
  { filter, ...options }: SpanProcessorOptions = {},
): TrimtabSpanProcessor {
  const settings = readSettings(options, platform.variables)
  const lastChance = createLastChance(platform)
  const onRecorded =
    settings.waitUntil &&
    createHandOver(settings.waitUntil, { recorders: () => [recorder], startTimer: platform.startTimer })
  const recorder: Recorder = openRecorder(settings, platform, {
    signal: 'predictions',
    path: ROUTES.traces,
    envelope: RESOURCE_SPANS_ENVELOPE,
    lastChance,
    onRecorded,
  })
  lastChance.watch([recorder])
  const privacy = createSpanPrivacy({
    capture: settings.capture === 'all' ? 'all' : 'metadata',
    redact: createRedact(settings.redact, () => recorder.drop('redaction_failed')),
  })
  const processor = createSpanProcessor({ recorder, said: describeApp(settings), privacy, filter })
  return {
    ...processor,
    shutdown: () => {
      lastChance.cancel()
      return processor.shutdown()
    },
  }
}
