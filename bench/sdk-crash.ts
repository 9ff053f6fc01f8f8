// What arrives of an app that is killed in the middle of its work, and of one that ends without a word.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { markOf, markPattern } from './apps/conversation.ts'
import type { Spooled } from './apps/open-trimtab.ts'
import type { Ending, EndingOptions } from './apps/ending-app.ts'
import { describeVersions, TRIMTAB } from './contestants/catalogue.ts'
import { type Measurement, note } from './measure/measurement.ts'
import { readSpooled } from './measure/spooled.ts'
import { writeReport } from './measure/report.ts'
import { startApp } from './measure/run-app.ts'
import type { Count } from './servers/sink.ts'
import { type RunningServer, startServer } from './servers/start-server.ts'

const ROUNDS_DEFAULT = 20
const KILL_AFTER_MS_MAX = 1500
const COUNT_UNTIL_KILLED = 100_000
const COUNT_OF_A_SCRIPT = 500

/** Runs the app, ends it from outside where that is how it ends, and returns the numbers it had handed over. */
async function runEnding(options: EndingOptions, signalAfterMs: number | undefined): Promise<number[]> {
  const { child, end } = startApp('ending-app.ts', options)
  const signal = options.ending === 'is killed' ? 'SIGKILL' : 'SIGTERM'
  let output = ''
  child.stdout?.on('data', (text: string) => (output += text))
  if (signalAfterMs !== undefined && child.stdout) {
    await once(child.stdout, 'data')
    await sleep(signalAfterMs)
    child.kill(signal)
  }
  await end
  return output.split('\n').filter(Boolean).map(Number)
}

async function readArrived(sink: RunningServer, kind: string): Promise<Set<string>> {
  const { matches } = (await sink.ask('count', { pattern: markPattern(kind) })) as Count
  return new Set(matches)
}

function countMissing(kind: string, numbers: number[], arrived: Set<string>): number {
  return numbers.filter((number) => !arrived.has(markOf(kind, number))).length
}

interface KillTally {
  handedOver: number
  spooled: number
  spooledAndMissing: number
  missing: number
}

/** Kills an app whose collector is away, then lets another one start where it died, with the collector back. */
async function killOnce(sink: RunningServer, round: number): Promise<KillTally> {
  const directory = mkdtempSync(join(tmpdir(), 'trimtab-bench-'))
  await sink.ask('reset')
  await sink.ask('leave')
  const app = {
    sinkUrl: sink.url,
    spooled: 'feedback' as const,
    directory,
    firstNumber: 1,
    count: COUNT_UNTIL_KILLED,
  }
  const killAfterMs = 50 + ((round * 397) % KILL_AFTER_MS_MAX)
  const numbers = await runEnding({ ...app, ending: 'is killed' }, killAfterMs)
  const spooled = readSpooled(directory, new RegExp(markPattern('note'), 'g'))
  await sink.ask('listen')
  await runEnding({ ...app, ending: 'comes back', firstNumber: COUNT_UNTIL_KILLED + 1, count: 1 }, undefined)
  const arrived = await readArrived(sink, 'note')
  rmSync(directory, { recursive: true })
  return {
    handedOver: numbers.length,
    spooled: spooled.size,
    spooledAndMissing: [...spooled].filter((mark) => !arrived.has(mark)).length,
    missing: countMissing('note', numbers, arrived),
  }
}

async function killOften(sink: RunningServer, rounds: number): Promise<string[][]> {
  const tallies: KillTally[] = []
  for (let round = 0; round < rounds; round += 1) {
    note(`kill -9: round ${round + 1} of ${rounds}`)
    tallies.push(await killOnce(sink, round))
  }
  const sum = (figure: keyof KillTally): string => String(tallies.reduce((total, tally) => total + tally[figure], 0))
  const worst = Math.max(...tallies.map(({ missing }) => missing))
  return [[String(rounds), sum('handedOver'), sum('spooled'), sum('spooledAndMissing'), sum('missing'), String(worst)]]
}

const scriptEndings: Ending[] = [
  'simply ends',
  'flushes, then calls process.exit',
  'calls process.exit',
  'throws',
  'gets SIGTERM',
]

/** What arrives of a script, and what after the next one has started. */
async function endScript(sink: RunningServer, ending: Ending, spooled: Spooled): Promise<string[]> {
  note(`a script that ${ending}`)
  const directory = mkdtempSync(join(tmpdir(), 'trimtab-bench-'))
  await sink.ask('reset')
  const isInterrupted = ending === 'gets SIGTERM'
  const app = { sinkUrl: sink.url, spooled, directory, firstNumber: 1 }
  const numbers = await runEnding({ ...app, ending, count: COUNT_OF_A_SCRIPT }, isInterrupted ? 300 : undefined)
  async function describe(): Promise<string> {
    const calls = numbers.length - countMissing('call', numbers, await readArrived(sink, 'call'))
    const notes = numbers.length - countMissing('note', numbers, await readArrived(sink, 'note'))
    return `${calls} and ${notes} of ${numbers.length}`
  }
  const atOnce = await describe()
  await runEnding({ ...app, ending: 'comes back', firstNumber: COUNT_UNTIL_KILLED, count: 1 }, undefined)
  rmSync(directory, { recursive: true })
  return [ending, spooled, atOnce, await describe()]
}

export const measureCrash: Measurement = async ({ rounds = ROUNDS_DEFAULT }) => {
  const sink = await startServer('sink.ts')
  const scripts: string[][] = []
  for (const spooled of ['nothing', 'feedback', 'everything'] as const) {
    for (const ending of scriptEndings) scripts.push(await endScript(sink, ending, spooled))
  }
  const kills = await killOften(sink, rounds)
  await sink.stop()
  writeReport({
    name: 'sdk-crash',
    title: 'What arrives of an app that dies',
    versions: describeVersions([TRIMTAB]),
    introduction:
      'Everything carries a number of its own; the app says each number aloud once the SDK has it, and what arrived is counted at the collector.',
    sections: [
      {
        title: 'kill -9 in the middle of work',
        explanation:
          'The collector is away, and the SDK keeps feedback on disk as it does by itself; the app is killed after 50 to 1550 ms at some 300 feedbacks a second, then another app starts with the same directory and the collector back. "On disk" is read from the directory right after the kill.',
        columns: [
          'Kills',
          'Feedback handed over',
          'On disk at the kill',
          'On disk and never arrived',
          'Handed over and never arrived',
          'The most in one kill',
        ],
        rows: kills,
      },
      {
        title: 'The script ends',
        explanation: `The collector is there all the time; ${COUNT_OF_A_SCRIPT} predictions with a feedback each, as fast as they can be made. Given as "predictions and feedback of those handed over"; "on disk" is what the SDK keeps there until it is delivered, "feedback" being what it does by itself.`,
        columns: ['The script', 'On disk', 'Arrived when it had ended', 'Arrived after the next start'],
        rows: scripts,
      },
    ],
  })
}
