// A copy of a store that is being written as fast as it can be: how long it takes, what it does to the writing, and
// whether it holds all that was stored up to one moment and nothing else.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Section } from '../../measure/report.ts'
import { quantile } from '../../measure/statistics.ts'
import { COLLECTOR_COMMAND } from '../../servers/collector.ts'
import type { Busy } from './busy.ts'
import { rateOf } from './sending.ts'

const PART_SECONDS = 5
const PARTS_BEFORE = 4
/** Sending has begun by then. */
const START_MS = 2000
const DATABASE_FILE = 'trimtab.db'

interface Sent {
  perSecond: number
  /** Sorted. */
  latencies: number[]
}

export interface Backup {
  data: string
  file: string
  exitCode: number | null
  output: string
  seconds: number
  /** Rows stored when it began. */
  storedBefore: number
  before: Sent
  meanwhile: Sent
}

export async function measureBackup({ collector, sending, makeFolder }: Busy): Promise<Backup> {
  const { data } = collector
  const before = await sendWhile(sending, (parts) => parts < PARTS_BEFORE)
  const file = join(makeFolder(), 'backup.db')
  let isCopying = true
  const meanwhile = sendWhile(sending, () => isCopying)
  await sleep(START_MS)
  const storedBefore = countRows(data)
  const startMs = performance.now()
  const child = spawn(process.execPath, [COLLECTOR_COMMAND, 'backup', file, '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  await once(child, 'close')
  const seconds = (performance.now() - startMs) / 1000
  isCopying = false
  return { data, file, exitCode: child.exitCode, output, seconds, storedBefore, before, meanwhile: await meanwhile }
}

async function sendWhile(sending: Busy['sending'], isWanted: (parts: number) => boolean): Promise<Sent> {
  const rates: number[] = []
  const latencies: number[] = []
  do {
    const result = await sending.send(PART_SECONDS)
    rates.push(rateOf(result))
    for (const each of result.latencies) latencies.push(each)
  } while (isWanted(rates.length))
  latencies.sort((one, other) => one - other)
  return { perSecond: rates.reduce((sum, rate) => sum + rate, 0) / rates.length, latencies }
}

function countRows(data: string): number {
  const database = new DatabaseSync(join(data, DATABASE_FILE), { readOnly: true })
  try {
    return Number(database.prepare('SELECT count(*) AS count FROM prediction').get()?.['count'])
  } finally {
    database.close()
  }
}

/** Beside what it is a copy of; no collector runs on that any more. */
export function checkBackup({
  data,
  file,
  exitCode,
  output,
  seconds,
  storedBefore,
  before,
  meanwhile,
}: Backup): Section {
  const show = ({ perSecond, latencies }: Sent): string[] => [
    perSecond.toFixed(0),
    `${quantile(latencies, 0.5).toFixed(0)} / ${quantile(latencies, 0.99).toFixed(0)}`,
  ]
  const columns = ['When', 'Predictions a second', 'Acknowledged after, p50 / p99 ms']
  const rows = [
    ['before', ...show(before)],
    ['while it is copied', ...show(meanwhile)],
  ]
  const title = 'A copy beside writing'
  if (exitCode !== 0) {
    process.exitCode = 1
    return { title, explanation: `It failed: ${output.trim()}`, columns, rows }
  }
  const copy = compare(data, file)
  const mebibytes = statSync(file).size / 2 ** 20
  rmSync(file)
  const isPrefix = copy.foreign === 0 && copy.missing === 0 && copy.rows >= storedBefore
  if (!isPrefix || copy.integrity !== 'ok') process.exitCode = 1
  return {
    title,
    explanation: `\`trimtab backup\` of ${mebibytes.toFixed(0)} MiB beside the fastest writing took ${seconds.toFixed(1)} s, its own check included. SQLite's integrity check says: ${copy.integrity}. It holds ${copy.rows} predictions: ${storedBefore} were stored when it began, ${isPrefix ? 'and it has all that were stored up to one moment and no other' : `${copy.missing} of those before its last one are missing and ${copy.foreign} were never stored`}.`,
    columns,
    rows,
  }
}

function compare(data: string, file: string): { rows: number; missing: number; foreign: number; integrity: string } {
  const database = new DatabaseSync(file)
  try {
    const integrity = database
      .prepare('PRAGMA integrity_check')
      .all()
      .map((row) => String(row['integrity_check']))
    database.prepare('ATTACH ? AS source').run(join(data, DATABASE_FILE))
    const count = (sql: string): number => Number(database.prepare(sql).get()?.['count'])
    const rowsOf = (name: string): string => `SELECT id, trace, span, started FROM ${name}.prediction`
    const upTo = '(SELECT max(id) FROM main.prediction)'
    return {
      integrity: integrity.join('; '),
      rows: count('SELECT count(*) AS count FROM main.prediction'),
      missing: count(
        `SELECT count(*) AS count FROM (${rowsOf('source')} WHERE id <= ${upTo} EXCEPT ${rowsOf('main')})`,
      ),
      foreign: count(`SELECT count(*) AS count FROM (${rowsOf('main')} EXCEPT ${rowsOf('source')})`),
    }
  } finally {
    database.close()
  }
}
