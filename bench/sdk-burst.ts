// A burst of 100,000 predictions while the collector is slow: whether any is lost, and how much memory they take.
import type { BurstFigures, BurstOptions } from './apps/burst-app.ts'
import { markPattern } from './apps/conversation.ts'
import { describeVersions, TRIMTAB } from './contestants/catalogue.ts'
import { type Measurement, note } from './measure/measurement.ts'
import { writeReport } from './measure/report.ts'
import { runApp } from './measure/run-app.ts'
import type { Count } from './servers/sink.ts'
import { startServer } from './servers/start-server.ts'

const COUNT = 100_000
const SLOW_SINK_MS = 200
const MEBIBYTE = 1024 * 1024

export const measureBurst: Measurement = async () => {
  const sink = await startServer('sink.ts')
  const rows: string[][] = []
  for (const pace of ['one loop', 'as requests come'] as const) {
    note(pace)
    await sink.ask('reset')
    await sink.ask('delay', SLOW_SINK_MS)
    const figures = await runApp<BurstFigures>('burst-app.ts', {
      sinkUrl: sink.networkUrl,
      count: COUNT,
      pace,
    } satisfies BurstOptions)
    const arrived = (await sink.ask('count', { pattern: markPattern('call') })) as Count
    rows.push([
      pace,
      String(COUNT - arrived.distinct),
      String(arrived.total - arrived.distinct),
      `${(figures.burstMs / 1000).toFixed(1)} s`,
      `${(figures.deliveredMs / 1000).toFixed(1)} s`,
      String(figures.queuedMax),
      `${(figures.rssBeforeBytes / MEBIBYTE).toFixed(0)} MiB`,
      `${(figures.rssMaxBytes / MEBIBYTE).toFixed(0)} MiB`,
      `\`${JSON.stringify(figures.stats)}\``,
    ])
  }
  await sink.stop()
  writeReport({
    name: 'sdk-burst',
    title: 'A burst while the collector is slow',
    versions: describeVersions([TRIMTAB]),
    introduction: `${COUNT} predictions of about 0.3 kB of text as fast as they can be made, while every answer of the collector takes ${SLOW_SINK_MS} ms. Each carries a number of its own, and those that arrived are counted at the sink. "One loop" never lets the event loop turn, so that nothing can be sent before it is over.`,
    sections: [
      {
        title: 'What arrived',
        columns: [
          'Pace',
          'Lost',
          'Sent twice',
          'Made in',
          'Delivered in',
          'Most in the queue',
          'Memory before',
          'Most memory',
          '`stats()` at the end',
        ],
        rows,
      },
    ],
  })
}
