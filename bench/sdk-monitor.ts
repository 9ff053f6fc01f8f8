// The bare cost of `monitor`, with nothing around it: a function that returns a constant, and a classical model.
import type { MonitorAppOptions, MonitorFigures } from './apps/monitor-app.ts'
import { describeVersions, TRIMTAB } from './contestants/catalogue.ts'
import { type Measurement, note } from './measure/measurement.ts'
import { writeReport } from './measure/report.ts'
import { runApp } from './measure/run-app.ts'
import { showSpread, summarise } from './measure/statistics.ts'
import { startServer } from './servers/start-server.ts'

const ROUNDS_DEFAULT = 9

const subjects: { subject: MonitorAppOptions['subject']; title: string; callCount: number }[] = [
  { subject: 'small', title: 'async, a sentence in and out', callCount: 20_000 },
  { subject: 'large', title: 'async, 20 kB of text in, a sentence out', callCount: 1000 },
  { subject: 'features', title: 'sync, 30 features, a label and two probabilities', callCount: 20_000 },
]

export const measureMonitor: Measurement = async ({ rounds = ROUNDS_DEFAULT }) => {
  const sink = await startServer('sink.ts')
  const rows: string[][] = []
  for (const { subject, title, callCount } of subjects) {
    note(title)
    const samples: MonitorFigures[] = []
    for (let round = 0; round < rounds; round += 1) {
      await sink.ask('reset')
      const options: MonitorAppOptions = { subject, callCount, sinkUrl: sink.networkUrl }
      samples.push(await runApp<MonitorFigures>('monitor-app.ts', options))
    }
    const show = (figure: keyof MonitorFigures, digits: number): string =>
      showSpread(summarise(samples.map((sample) => sample[figure])), digits)
    rows.push([title, show('callUs', 1), show('cpuUs', 1), show('threadUs', 1), show('heapBytesQueued', 0)])
  }
  await sink.stop()
  writeReport({
    name: 'sdk-monitor',
    title: 'What monitor costs by itself',
    versions: describeVersions([TRIMTAB]),
    introduction: `Per call, less the same call without it; median and quartiles of ${rounds} rounds, each in a process of its own. "In the call" is what the caller waits; CPU runs until everything has been delivered. Heap is what one prediction holds while it waits to be sent.`,
    sections: [
      {
        title: 'Per call',
        columns: [
          'What is watched',
          'In the call, µs',
          'CPU, all threads, µs',
          'CPU, main thread, µs',
          'Heap a queued prediction, bytes',
        ],
        rows,
      },
    ],
  })
}
