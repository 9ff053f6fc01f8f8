// The collector is away for minutes and comes back: whether anything is lost, and what waiting costs in memory.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { markPattern } from './apps/conversation.ts'
import type { Spooled } from './apps/open-trimtab.ts'
import type { SteadyFigures, SteadyOptions } from './apps/steady-app.ts'
import { describeVersions, TRIMTAB } from './contestants/catalogue.ts'
import { type Measurement, note } from './measure/measurement.ts'
import { writeReport } from './measure/report.ts'
import { runApp } from './measure/run-app.ts'
import type { Count } from './servers/sink.ts'
import { startServer } from './servers/start-server.ts'

const SECONDS_AWAY_DEFAULT = 600
const SECONDS_BEFORE = 3
/** Longer than the longest pause between two tries. */
const SECONDS_AFTER = 10
const PREDICTIONS_PER_SECOND = 50
const PREDICTIONS_PER_FEEDBACK = 10
const MEBIBYTE = 1024 * 1024

async function sitOut(spooled: Spooled, secondsAway: number): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'trimtab-bench-'))
  const sink = await startServer('sink.ts')
  const options: SteadyOptions = {
    sinkUrl: sink.url,
    spooled,
    directory,
    seconds: SECONDS_BEFORE + secondsAway + SECONDS_AFTER,
    predictionsPerSecond: PREDICTIONS_PER_SECOND,
    predictionsPerFeedback: PREDICTIONS_PER_FEEDBACK,
  }
  const app = runApp<SteadyFigures>('steady-app.ts', options)
  await sleep(SECONDS_BEFORE * 1000)
  await sink.ask('leave')
  note(`${spooled} spooled: the collector is away for ${secondsAway} s`)
  await sleep(secondsAway * 1000)
  await sink.ask('listen')
  const figures = await app
  const calls = (await sink.ask('count', { pattern: markPattern('call') })) as Count
  const notes = (await sink.ask('count', { pattern: markPattern('note') })) as Count
  await sink.stop()
  rmSync(directory, { recursive: true })
  return [
    spooled,
    `${figures.predictionCount - calls.distinct} of ${figures.predictionCount}`,
    `${figures.feedbackCount - notes.distinct} of ${figures.feedbackCount}`,
    String(calls.total - calls.distinct + notes.total - notes.distinct),
    figures.rssBytes.map((bytes) => (bytes / MEBIBYTE).toFixed(0)).join(', '),
    `${(figures.flushMs / 1000).toFixed(1)} s`,
    `\`${JSON.stringify(figures.stats)}\``,
  ]
}

export const measureOutage: Measurement = async ({ seconds = SECONDS_AWAY_DEFAULT }) => {
  const kinds: Spooled[] = ['nothing', 'feedback', 'everything']
  // At the same time: all of them mostly wait.
  const rows = await Promise.all(kinds.map((spooled) => sitOut(spooled, seconds)))
  writeReport({
    name: 'sdk-outage',
    title: 'The collector is away, and comes back',
    versions: describeVersions([TRIMTAB]),
    introduction: `Nobody listens at the collector's address for ${seconds} s, while an app makes ${PREDICTIONS_PER_SECOND} predictions a second of about 2 kB and gets a feedback for every ${PREDICTIONS_PER_FEEDBACK}th. It goes on for ${SECONDS_AFTER} s after the collector is back, then flushes. Everything carries a number of its own, and what arrived is counted at the collector. What is not on disk waits in memory; feedback alone is on disk where nothing else is said. Memory is resident memory after a collection of garbage, at equal distances in time.`,
    sections: [
      {
        title: 'What arrived',
        columns: [
          'On disk meanwhile',
          'Predictions lost',
          'Feedback lost',
          'Sent twice',
          'Memory, MiB',
          'Last flush',
          '`stats()` at the end',
        ],
        rows,
      },
    ],
  })
}
