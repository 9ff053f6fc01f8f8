// How fast late labels are taken in, by the command and over HTTP, as a share of what a database takes of the same rows
// from one thread that does nothing else; and whether more of them take more memory, which is watched in runs of its own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RawTruthResult } from './apps/raw-truth-app.ts'
import { type Measurement, note } from './measure/measurement.ts'
import { type MemoryCourse, probeEnvironment, probeFlags, TIDY_FLAGS, watchMemory } from './measure/memory-course.ts'
import { writeReport } from './measure/report.ts'
import { runApp } from './measure/run-app.ts'
import { showSpread, summarise } from './measure/statistics.ts'
import { COLLECTOR_COMMAND, startCollector } from './servers/collector.ts'
import { writeLabels, writePredictions } from './traffic/labels.ts'

const ROWS_DEFAULT = 100_000
const ROUNDS_DEFAULT = 3
/** Files of a tenth of the rows, of all, and of several times as many. */
const [FEWER_TIMES, MORE_TIMES] = [10, 4]

interface Place {
  folder: string
  /** With a prediction of each key. */
  data: string
}

/** A file of labels, and a copy of the predictions, of which nothing was said yet. */
interface Table {
  file: string
  rows: number
  data: string
}

interface Watching {
  nodeFlags: string[]
  environment: { [name: string]: string }
  /** Told of the process when the work begins. */
  onStart: (pid: number | undefined) => void
  onEnd: () => void
}

const UNWATCHED: Watching = { nodeFlags: [], environment: {}, onStart: () => undefined, onEnd: () => undefined }

/** The command in a process of its own. */
async function runCommand(words: string[], { nodeFlags, environment, onStart, onEnd } = UNWATCHED): Promise<string> {
  const child = spawn(process.execPath, [...nodeFlags, COLLECTOR_COMMAND, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  })
  onStart(child.pid)
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  const [exitCode] = (await once(child, 'close')) as [number | null]
  onEnd()
  if (exitCode !== 0) throw new Error(`trimtab ${words.join(' ')} ended with ${exitCode}`)
  return said
}

function checkReport(text: string, rows: number): void {
  const { stored, waiting, refused } = JSON.parse(text) as { stored: number; waiting: number; refused: number }
  if (stored !== rows || waiting !== 0 || refused !== 0)
    throw new Error(`not all labels were taken: ${text.slice(0, 500)}`)
}

/** How long it took. */
async function takeByCommand({ file, rows, data }: Table, watching?: Watching): Promise<number> {
  const columns = ['--key', 'loan', '--label', 'outcome']
  const startMs = performance.now()
  checkReport(await runCommand(['truth', 'import', file, ...columns, '--data', data, '--json'], watching), rows)
  return performance.now() - startMs
}

async function takeOverHttp({ file, rows, data }: Table, watching = UNWATCHED): Promise<number> {
  const { nodeFlags, environment, onStart, onEnd } = watching
  const collector = await startCollector({ data, nodeFlags, environment })
  try {
    onStart(collector.child.pid)
    const startMs = performance.now()
    const answer = await fetch(`${collector.url}/api/truth?key=loan&label=outcome`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: createReadStream(file),
      duplex: 'half',
    })
    checkReport(await answer.text(), rows)
    onEnd()
    return performance.now() - startMs
  } finally {
    await collector.stop()
  }
}

const WAYS = { 'trimtab truth import': takeByCommand, 'POST /api/truth': takeOverHttp } as const
type Way = keyof typeof WAYS

async function onCopy<Result>(place: Place, rows: number, work: (table: Table) => Promise<Result>): Promise<Result> {
  const data = join(place.folder, 'copy')
  cpSync(place.data, data, { recursive: true })
  try {
    return await work({ file: fileOf(place.folder, rows), rows, data })
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

function fileOf(folder: string, rows: number): string {
  return join(folder, `${rows}.csv`)
}

async function measureSpeed(way: Way, place: Place, rows: number, rounds: number): Promise<string[]> {
  const all: { perSecond: number; share: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const raw = await runApp<RawTruthResult>('raw-truth-app.ts', { rows })
    const perSecond = await onCopy(place, rows, async (table) => rows / ((await WAYS[way](table)) / 1000))
    all.push({ perSecond, share: perSecond / raw.perSecond })
    note(`${way}: ${JSON.stringify(all.at(-1))}`)
  }
  const show = (pick: (round: (typeof all)[number]) => number, digits: number) =>
    showSpread(summarise(all.map(pick)), digits)
  return [`\`${way}\``, show(({ perSecond }) => perSecond, 0), show(({ share }) => share, 2)]
}

async function measureMemory(way: Way, place: Place, rows: number): Promise<string[]> {
  const heapFile = join(place.folder, `heap-${Object.keys(WAYS).indexOf(way)}-${rows}`)
  const { heap, resident } = await onCopy(place, rows, async (table) => {
    let watch: (() => MemoryCourse) | undefined
    let course: MemoryCourse | undefined
    const watching: Watching = {
      nodeFlags: probeFlags(),
      environment: probeEnvironment(heapFile),
      onStart: (pid) => (watch = watchMemory(pid, heapFile)),
      onEnd: () => (course ??= watch?.()),
    }
    await WAYS[way](table, watching)
    if (course === undefined) throw new Error('nothing was watched')
    return course
  })
  note(`${way}, ${rows}: ${JSON.stringify({ heap, resident })}`)
  const mebibytes = [heap.early, heap.late, resident.early, resident.late, resident.peak].map((each) =>
    // Of what is over before anything is told.
    each > 0 ? each.toFixed(0) : '–',
  )
  return [`\`${way}\``, rows.toLocaleString('en'), ...mebibytes]
}

function sizesFor(rows: number): number[] {
  return [Math.ceil(rows / FEWER_TIMES), rows, rows * MORE_TIMES]
}

async function layOut(rows: number): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'trimtab-bench-truth-'))
  const place = { folder, data: join(folder, 'data') }
  for (const each of sizesFor(rows)) await writeLabels(fileOf(folder, each), each)
  await writePredictions(join(folder, 'predictions.jsonl'), rows * MORE_TIMES)
  await runCommand(['import', join(folder, 'predictions.jsonl'), '--data', place.data, '--json'])
  return place
}

export const measureTruth: Measurement = async ({ rows = ROWS_DEFAULT, rounds = ROUNDS_DEFAULT }) => {
  const place = await layOut(rows)
  try {
    const [speed, memory]: [string[][], string[][]] = [[], []]
    for (const way of Object.keys(WAYS) as Way[]) {
      speed.push(await measureSpeed(way, place, rows, rounds))
      for (const each of sizesFor(rows)) memory.push(await measureMemory(way, place, each))
    }
    writeTruthReport({ rows, rounds, speed, memory })
  } finally {
    rmSync(place.folder, { recursive: true, force: true })
  }
}

interface Found {
  rows: number
  rounds: number
  speed: string[][]
  memory: string[][]
}

function writeTruthReport({ rows, rounds, speed, memory }: Found): void {
  writeReport({
    name: 'truth',
    title: 'How fast late labels are taken in, and in how much memory',
    versions: '@trimtab/collector 0.1.0, better-sqlite3 13.2.0',
    introduction: `CSV files of labels, each for a prediction that is stored, one of ${rows * MORE_TIMES}: each label is looked up, stored with \`synchronous=FULL\`, joined with its prediction and counted. Load of the machine's processors when this was written: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')} (1, 5 and 15 minutes).`,
    sections: [
      {
        title: 'Speed',
        explanation: `${rows} labels. The command is timed from its start to its end; over HTTP it is from the first byte to the answer, of a collector that counts beside it. "Share" is against better-sqlite3 inserting the same labels as finished rows in one thread, 1,000 a transaction, with the one index they are found by. Rounds: ${rounds}; median and quartiles.`,
        columns: ['By', 'Labels a second', 'Share of raw'],
        rows: speed,
      },
      {
        title: 'Memory',
        explanation: `In mebibytes, each file in a process of its own. "Heap" is what lives in the heaps of all threads after a garbage collection, "resident" what the system gave the process: both after a tenth of the time and in the last tenth (of the smallest file the first is the start of the process). Heap is flat when it is the same early and late, and with ${FEWER_TIMES * MORE_TIMES} times the rows. Resident grows beyond it by caches of the database's pages, of 64 MiB where it is written and 16 where it is read, until these are full. The heaps are held as small as V8 can (\`${TIDY_FLAGS.join(' ')}\`), as on a small machine; where there is much memory, V8 lets garbage lie for longer.`,
        columns: ['By', 'Labels', 'Heap early', 'Heap late', 'Resident early', 'Resident late', 'Resident peak'],
        rows: memory,
      },
    ],
  })
}
