// Whether anything that was acknowledged is gone after the collector was killed, told to stop, or had no room left.
import { isWhole } from './crash/check.ts'
import { fillDisk, startReadOnly } from './crash/disk.ts'
import { type Round, runRound } from './crash/rounds.ts'
import { type Measurement, note } from './measure/measurement.ts'
import { writeReport } from './measure/report.ts'
import { createRandom } from './measure/words.ts'

const ROUNDS_DEFAULT = 200
const AFTER_MS_MIN = 10
const AFTER_MS_MAX = 1000
/** Told to stop for so many of those that are killed. */
const KILLS_PER_TERM = 10

async function runRounds(signal: 'SIGKILL' | 'SIGTERM', rounds: number, random: () => number): Promise<Round[]> {
  const all: Round[] = []
  for (let number = 1; number <= rounds; number += 1) {
    const afterMs = AFTER_MS_MIN + (random() % (AFTER_MS_MAX - AFTER_MS_MIN))
    const round = await runRound({ signal, afterMs, run: Date.now() - 60_000 })
    all.push(round)
    const isBad = !isWhole(round) || (signal === 'SIGTERM' && round.exitCode !== 0)
    if (isBad || number % 10 === 0) note(`${signal}: round ${number} of ${rounds}: ${JSON.stringify(round)}`)
    if (isBad) process.exitCode = 1
  }
  return all
}

function describe(signal: string, rounds: Round[]): string[] {
  const sum = (pick: (round: Round) => number): string =>
    String(rounds.reduce((total, round) => total + pick(round), 0))
  const broken = rounds.filter(({ integrity }) => integrity !== 'ok').length
  const codes = new Set(rounds.map(({ exitCode }) => (exitCode === null ? 'killed' : String(exitCode))))
  return [
    signal,
    String(rounds.length),
    sum(({ predictions }) => predictions),
    sum(({ feedback }) => feedback),
    sum(({ missing }) => missing),
    sum(({ twice }) => twice),
    String(broken),
    [...codes].join(', '),
  ]
}

export const measureCrash: Measurement = async ({ rounds = ROUNDS_DEFAULT, seed = Date.now() % 1_000_000 }) => {
  note(`the seed is ${seed}`)
  const random = createRandom(seed)
  const killed = await runRounds('SIGKILL', rounds, random)
  const stopped = await runRounds('SIGTERM', Math.ceil(rounds / KILLS_PER_TERM), random)
  const full = await fillDisk(Date.now() - 60_000)
  note(`disk full: ${JSON.stringify(full)}`)
  const readOnly = await startReadOnly()
  note(`read-only: ${readOnly}`)
  if (full !== null && (!isWhole(full) || full.refused === 0)) process.exitCode = 1
  writeReport({
    name: 'crash',
    title: 'What a collector that dies has promised',
    versions: '@trimtab/collector 0.1.0',
    introduction:
      'The built collector takes spans and feedback over eight connections and is ended from outside; another is started on what it left, what was never answered is sent to it again, and everything that was acknowledged by either is asked for over the API: each prediction and each feedback has to be there once. "Broken" counts databases that fail the integrity check of SQLite.',
    sections: [
      {
        title: 'Killed and told to stop',
        explanation: `After ${AFTER_MS_MIN} to ${AFTER_MS_MAX} ms under load, at moments drawn with the seed ${seed}; a new database in each round.`,
        columns: ['Ended by', 'Rounds', 'Predictions', 'Feedback', 'Missing', 'Twice', 'Broken', 'Exit codes'],
        rows: [describe('kill -9', killed), describe('SIGTERM', stopped)],
      },
      {
        title: 'A disk that is full',
        explanation:
          'Of 48 MiB, filled under load and freed again after a second; the same collector goes on and takes what it had refused.',
        columns: ['Predictions', 'Feedback', 'Requests refused with 503', 'Missing', 'Twice', 'Integrity', 'Exit code'],
        rows: [
          full === null
            ? ['not run: this account may not mount a disk', '', '', '', '', '', '']
            : [
                full.predictions,
                full.feedback,
                full.refused,
                full.missing,
                full.twice,
                full.integrity,
                full.exitCode,
              ].map(String),
        ],
      },
      {
        title: 'A folder that may not be written',
        columns: ['`trimtab serve` says'],
        rows: [[readOnly ?? 'not run: this account may not mount a disk']],
      },
    ],
  })
}
