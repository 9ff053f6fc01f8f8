// How fast late labels are taken in, by the command and over HTTP, as a share of what a database takes of the same rows
// from one thread that does nothing else; and whether ten times as many take more memory.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RawTruthResult } from './apps/raw-truth-app.ts'
import { type Measurement, note } from './measure/measurement.ts'
import { writeReport } from './measure/report.ts'
import { runApp } from './measure/run-app.ts'
import { showSpread, summarise } from './measure/statistics.ts'
import { COLLECTOR_COMMAND, startCollector } from './servers/collector.ts'
import { writeLabels, writePredictions } from './traffic/labels.ts'

const ROWS_DEFAULT = 100_000
const ROUNDS_DEFAULT = 3
const TIMES = 10
const MEMORY_EVERY_MS = 20

interface Taken {
  perSecond: number
  peakMebibytes: number
}

interface Place {
  folder: string
  /** With a prediction of each key. */
  data: string
}

/** The command in a process of its own, and the most memory it ever had. Linux only. */
async function runCommand(words: string[]): Promise<{ seconds: number; peakMebibytes: number; said: string }> {
  const startMs = performance.now()
  const child = spawn(process.execPath, [COLLECTOR_COMMAND, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  let peakMebibytes = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  const watch = setInterval(() => {
    const peak = /VmHWM:\s*(\d+)/.exec(readStatus(child.pid))?.[1]
    peakMebibytes = Math.max(peakMebibytes, Number(peak ?? 0) / 1024)
  }, MEMORY_EVERY_MS)
  const [exitCode] = (await once(child, 'close')) as [number | null]
  clearInterval(watch)
  if (exitCode !== 0) throw new Error(`trimtab ${words.join(' ')} ended with ${exitCode}`)
  return { seconds: (performance.now() - startMs) / 1000, peakMebibytes, said }
}

/** Empty once it has ended. */
function readStatus(pid: number | undefined): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}

function checkReport(text: string, rows: number): void {
  const { stored, waiting, refused } = JSON.parse(text) as { stored: number; waiting: number; refused: number }
  if (stored !== rows || waiting !== 0 || refused !== 0)
    throw new Error(`not all labels were taken: ${text.slice(0, 500)}`)
}

/** A copy of the predictions, of which nothing was said yet. */
async function onCopy(place: Place, work: (data: string) => Promise<Taken>): Promise<Taken> {
  const data = join(place.folder, 'copy')
  cpSync(place.data, data, { recursive: true })
  try {
    return await work(data)
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

function takeByCommand(place: Place, file: string, rows: number): Promise<Taken> {
  return onCopy(place, async (data) => {
    const columns = ['--key', 'loan', '--label', 'outcome']
    const words = ['truth', 'import', file, ...columns, '--data', data, '--json']
    const { seconds, peakMebibytes, said } = await runCommand(words)
    checkReport(said, rows)
    return { perSecond: rows / seconds, peakMebibytes }
  })
}

function takeOverHttp(place: Place, file: string, rows: number): Promise<Taken> {
  return onCopy(place, async (data) => {
    const collector = await startCollector({ data })
    try {
      const startMs = performance.now()
      const answer = await fetch(`${collector.url}/api/truth?key=loan&label=outcome`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: createReadStream(file),
        duplex: 'half',
      })
      checkReport(await answer.text(), rows)
      const perSecond = rows / ((performance.now() - startMs) / 1000)
      return { perSecond, peakMebibytes: collector.peakMebibytes() }
    } finally {
      await collector.stop()
    }
  })
}

const WAYS = { 'trimtab truth import': takeByCommand, 'POST /api/truth': takeOverHttp } as const

interface Round extends Taken {
  share: number
  /** Of the memory beside that for a tenth of the rows. */
  memoryTimes: number
}

async function runRound(way: keyof typeof WAYS, place: Place, rows: number): Promise<Round> {
  const take = WAYS[way]
  const raw = await runApp<RawTruthResult>('raw-truth-app.ts', { rows })
  const few = await take(place, join(place.folder, 'few.csv'), Math.ceil(rows / TIMES))
  const all = await take(place, join(place.folder, 'all.csv'), rows)
  const round = { ...all, share: all.perSecond / raw.perSecond, memoryTimes: all.peakMebibytes / few.peakMebibytes }
  note(`${way}: ${JSON.stringify(round)}`)
  return round
}

async function layOut(rows: number): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'trimtab-bench-truth-'))
  const place = { folder, data: join(folder, 'data') }
  await writeLabels(join(folder, 'all.csv'), rows)
  await writeLabels(join(folder, 'few.csv'), Math.ceil(rows / TIMES))
  await writePredictions(join(folder, 'predictions.jsonl'), rows)
  await runCommand(['import', join(folder, 'predictions.jsonl'), '--data', place.data, '--json'])
  return place
}

export const measureTruth: Measurement = async ({ rows = ROWS_DEFAULT, rounds = ROUNDS_DEFAULT }) => {
  const place = await layOut(rows)
  try {
    const table: string[][] = []
    for (const way of Object.keys(WAYS) as (keyof typeof WAYS)[]) {
      const all: Round[] = []
      for (let round = 0; round < rounds; round += 1) all.push(await runRound(way, place, rows))
      const show = (pick: (round: Round) => number, digits: number) => showSpread(summarise(all.map(pick)), digits)
      table.push([
        `\`${way}\``,
        show(({ perSecond }) => perSecond, 0),
        show(({ share }) => share, 2),
        show(({ peakMebibytes }) => peakMebibytes, 0),
        show(({ memoryTimes }) => memoryTimes, 2),
      ])
    }
    writeReport({
      name: 'truth',
      title: 'How fast late labels are taken in',
      versions: '@trimtab/collector 0.1.0, better-sqlite3 13.2.0',
      introduction: `A CSV file of ${rows} labels, one for each of as many predictions that are stored: each is looked up, stored with \`synchronous=FULL\`, joined with its prediction and counted. The command is timed from its start to its end; over HTTP it is from the first byte to the answer, of a collector that counts beside it. "Share" is against better-sqlite3 inserting the same labels as finished rows in one thread, 1,000 a transaction, with the one index they are found by. ${rounds} rounds; median and quartiles.`,
      sections: [
        {
          title: 'Labels',
          explanation: `"Memory beside a tenth" is the peak with all ${rows} rows over the peak with a tenth of them, each in a process of its own. Until some hundred thousand rows are in, caches of the database and the heaps of the threads fill up to their bounds; from then on 1 is flat.`,
          columns: ['By', 'Labels a second', 'Share of raw', 'Peak memory, MiB', 'Memory beside a tenth'],
          rows: table,
        },
      ],
    })
  } finally {
    rmSync(place.folder, { recursive: true, force: true })
  }
}
