// The bare cost of `monitor`, with nothing around it: a function that returns a constant, and a classical model.
import type { MicroFigures, MicroOptions } from '../apps/micro-app.ts'
import type { RunningServer } from '../servers/start-server.ts'
import { note } from './measurement.ts'
import type { Section } from './report.ts'
import { runApp } from './run-app.ts'
import { showSpread, summarise } from './statistics.ts'

const subjects: { subject: MicroOptions['subject']; title: string; callCount: number }[] = [
  { subject: 'small', title: 'async, a sentence in and out', callCount: 20_000 },
  { subject: 'large', title: 'async, 20 kB of text in, a sentence out', callCount: 1000 },
  { subject: 'features', title: 'sync, 30 features, a label and two probabilities', callCount: 20_000 },
]

export async function measureMicro({ sink, rounds }: { sink: RunningServer; rounds: number }): Promise<Section[]> {
  const rows: string[][] = []
  for (const { subject, title, callCount } of subjects) {
    note(`monitor: ${title}`)
    const samples: MicroFigures[] = []
    for (let round = 0; round < rounds; round += 1) {
      await sink.ask('reset')
      samples.push(
        await runApp<MicroFigures>('micro-app.ts', {
          subject,
          callCount,
          sinkUrl: sink.networkUrl,
        } satisfies MicroOptions),
      )
    }
    const show = (figure: keyof MicroFigures, digits: number): string =>
      showSpread(summarise(samples.map((sample) => sample[figure])), digits)
    rows.push([title, show('callUs', 1), show('cpuUs', 1), show('threadUs', 1), show('heapBytesQueued', 0)])
  }
  return [
    {
      title: 'monitor alone',
      explanation:
        'Per call, less the same call without it. "In the call" is what the caller waits; CPU runs until everything has been delivered. Heap is what one prediction holds while it waits to be sent.',
      columns: [
        'What is watched',
        'In the call, µs',
        'CPU, all threads, µs',
        'CPU, main thread, µs',
        'Heap a queued prediction, bytes',
      ],
      rows,
    },
  ]
}
