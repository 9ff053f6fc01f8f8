// Whether watching makes the event loop late: an app with 1,000 calls a second, watched and not by turns in one run.
import type { Delays, EventLoopFigures, EventLoopOptions, Segment } from './apps/event-loop-app.ts'
import { describeVersions } from './contestants/catalogue.ts'
import { type Measurement, note } from './measure/measurement.ts'
import { type Section, writeReport } from './measure/report.ts'
import { runApp } from './measure/run-app.ts'
import { showSpread, summarise } from './measure/statistics.ts'
import { startServer } from './servers/start-server.ts'

const SECONDS_DEFAULT = 20
const SEGMENT_MS = 2500
const CALLS_PER_SECOND = 1000
const SLOW_SINK_MS = 500

function toRow(title: string, segments: Segment[], read: (segment: Segment) => Delays): string[] {
  const show = (figure: keyof Delays): string => showSpread(summarise(segments.map((one) => read(one)[figure])), 2)
  return [title, show('p50Ms'), show('p99Ms'), show('maxMs')]
}

function toSection(title: string, segments: Segment[]): Section {
  const groups: [string, Segment[]][] = [
    ['plain', segments.filter(({ isWatched }) => !isWatched)],
    ['trimtab', segments.filter(({ isWatched }) => isWatched)],
  ]
  const busy = groups.map(([name, group]) => {
    const share = summarise(group.map(({ utilisation }) => utilisation)).median * 100
    return `${name} ${share.toFixed(0)} %`
  })
  return {
    title,
    explanation: `Of ${segments.length / 2} segments each; the event loop was busy ${busy.join(', ')} of the time.`,
    columns: ['Client, and what is measured', 'p50, ms', 'p99, ms', 'Longest, ms'],
    rows: groups.flatMap(([name, group]) => [
      toRow(`${name}: event-loop delay`, group, ({ histogram }) => histogram),
      toRow(`${name}: lateness of a 1 ms timer`, group, ({ lateness }) => lateness),
    ]),
  }
}

export const measureEventLoop: Measurement = async ({ seconds = SECONDS_DEFAULT }) => {
  const sink = await startServer('sink.ts')
  const sections: Section[] = []
  for (const [title, delayMs] of [
    ['The collector answers at once', 0],
    [`The collector takes ${SLOW_SINK_MS} ms to answer`, SLOW_SINK_MS],
  ] as const) {
    note(title)
    await sink.ask('reset')
    await sink.ask('delay', delayMs)
    const { segments } = await runApp<EventLoopFigures>('event-loop-app.ts', {
      sinkUrl: sink.networkUrl,
      callsPerSecond: CALLS_PER_SECOND,
      segmentMs: SEGMENT_MS,
      segmentCount: 4 * Math.max(1, Math.round((2 * seconds * 1000) / SEGMENT_MS / 4)),
    } satisfies EventLoopOptions)
    sections.push(toSection(title, segments))
  }
  await sink.stop()
  writeReport({
    name: 'sdk-event-loop',
    title: 'How late watching makes the event loop',
    versions: describeVersions(['plain', 'trimtab']),
    introduction: `${CALLS_PER_SECOND} calls a second for ${seconds} s with the plain client and as long with the watched one, by turns in one process, in segments of ${SEGMENT_MS / 1000} s. The model's answers come from memory after 30 ms, so that the network's noise hides nothing. Each figure is the median of the segments, with quartiles. "Event-loop delay" is \`monitorEventLoopDelay\` of Node at a resolution of 1 ms, which counts that millisecond as delay; the timer is the one that makes the calls.`,
    sections,
  })
}
