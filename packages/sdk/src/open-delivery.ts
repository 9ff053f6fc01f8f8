// What is recorded on its way to the collector: a recorder for predictions, one for feedback, and what becomes of both
// when the process ends.
import { ROUTES, SCOPE_NAME } from '@trimtab/contract'
import { describeApp } from './app-resource.ts'
import type { SpanSink } from './calls/span-sink.ts'
import { openSpans } from './host/spans.ts'
import type { Settings } from './options.ts'
import type { Platform } from './platform/platform.ts'
import { createLastChance } from './telemetry/exit.ts'
import { createHandOver } from './telemetry/hand-over.ts'
import { openRecorder } from './telemetry/open-recorder.ts'
import { encodeLogsEnvelope } from './telemetry/otlp-json.ts'
import type { Recorder } from './telemetry/recorder.ts'
import { say } from './telemetry/say.ts'

export interface Delivery {
  predictions: Recorder
  feedback: Recorder
  /** Where predictions become items of their recorder. */
  sink: SpanSink
  /** From now on these are flushed, or saved, when the process ends. */
  watch: (recorders: readonly Recorder[], endOpen: () => void) => void
  unwatch: () => void
}

export function openDelivery(settings: Settings, platform: Platform): Delivery {
  const resource = describeApp(settings)
  const spans = openSpans(settings.spans, resource, say)
  const lastChance = createLastChance(platform)
  let watched: readonly Recorder[] = []
  const onRecorded =
    settings.waitUntil &&
    createHandOver(settings.waitUntil, { recorders: () => watched, startTimer: platform.startTimer })
  const predictions = openRecorder(settings, platform, {
    signal: 'predictions',
    path: ROUTES.traces,
    envelope: spans.envelope,
    lastChance,
    onRecorded,
  })
  const feedback = openRecorder(settings, platform, {
    signal: 'feedback',
    path: ROUTES.logs,
    envelope: encodeLogsEnvelope(resource, SCOPE_NAME),
    lastChance,
    onRecorded,
  })
  return {
    predictions,
    feedback,
    sink: spans.openSink(predictions.record),
    watch: (recorders, endOpen) => {
      watched = recorders
      lastChance.watch(recorders, endOpen)
    },
    unwatch: lastChance.cancel,
  }
}
