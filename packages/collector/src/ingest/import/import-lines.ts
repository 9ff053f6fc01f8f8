// Lines of a file through the door that everything comes in by, in parcels of bounded size, a few under way at a time.

import { setTimeout as wait } from 'node:timers/promises'
import type { FeedbackInput, PredictionFacts } from '@trimtab/contract'
import type { Clock } from '../../clock.ts'
import type { Ingest, Receipt } from '../ingest.ts'
import type { Line } from './read-lines.ts'
import { readImportLine } from './read-import-line.ts'

const PARCEL_LINES_MAX = 500
const PARCEL_CHARS_MAX = 2 * 1024 * 1024
/** While one is written the next is read. */
const PARCELS_UNDER_WAY_MAX = 2
/** Refused lines that are named; the others are counted. */
export const REFUSALS_NAMED_MAX = 20
const BUSY_WAIT_MS = 50

interface RefusedLine {
  line: number
  reason: string
}

export interface ImportReport {
  lines: number
  predictions: number
  feedback: number
  /** Feedback that speaks of what is not stored yet. */
  waiting: number
  refused: number
  refusals: RefusedLine[]
}

interface ImportOptions {
  lines: AsyncIterable<Line>
  ingest: Pick<Ingest, 'submit'>
  clock: Clock
  onProgress: (report: ImportReport) => void
}

interface Entry {
  line: number
  prediction: PredictionFacts | null
  feedback: FeedbackInput[]
}

export async function importLines({ lines, ingest, clock, onProgress }: ImportOptions): Promise<ImportReport> {
  const report: ImportReport = { lines: 0, predictions: 0, feedback: 0, waiting: 0, refused: 0, refusals: [] }
  const underWay = new Set<Promise<void>>()
  let entries: Entry[] = []
  let chars = 0
  let failure: { cause: unknown } | undefined

  async function store(parcel: Entry[]): Promise<void> {
    const receipt = await submit(ingest, parcel)
    if (receipt.outcome === 'unavailable') throw receipt.cause
    if (receipt.outcome === 'stored' && receipt.rejected === 0) {
      report.predictions += parcel.filter(({ prediction }) => prediction !== null).length
      report.feedback += parcel.reduce((sum, { feedback }) => sum + feedback.length, 0)
      report.waiting += receipt.waiting
      return
    }
    const [only] = parcel
    // Which line it was is found by sending each alone; what was stored before is not stored twice.
    if (parcel.length > 1) for (const entry of parcel) await store([entry])
    else if (only !== undefined) refuse(report, { line: only.line, reason: reasonOf(receipt) })
  }

  async function flush(): Promise<void> {
    const parcel = entries
    entries = []
    chars = 0
    if (parcel.length === 0) return
    const stored = store(parcel)
      .catch((cause: unknown) => {
        failure ??= { cause }
      })
      .then(() => onProgress(report))
      .finally(() => underWay.delete(stored))
    underWay.add(stored)
    if (underWay.size >= PARCELS_UNDER_WAY_MAX) await Promise.race(underWay)
  }

  for await (const line of lines) {
    report.lines += 1
    const item = 'fault' in line ? line : readImportLine(line.text, clock())
    if ('fault' in item) refuse(report, { line: line.number, reason: item.fault })
    else {
      entries.push({ line: line.number, ...item })
      chars += 'text' in line ? line.text.length : 0
    }
    if (entries.length >= PARCEL_LINES_MAX || chars >= PARCEL_CHARS_MAX) await flush()
    if (failure !== undefined) break
  }
  await flush()
  await Promise.all(underWay)
  if (failure !== undefined) throw failure.cause
  report.refusals.sort((one, other) => one.line - other.line)
  return report
}

async function submit(ingest: Pick<Ingest, 'submit'>, parcel: Entry[]): Promise<Receipt> {
  for (;;) {
    const receipt = await ingest.submit({
      kind: 'import',
      predictions: parcel.flatMap(({ prediction }) => prediction ?? []),
      feedback: parcel.flatMap(({ feedback }) => feedback),
    })
    if (receipt.outcome !== 'busy') return receipt
    await wait(BUSY_WAIT_MS)
  }
}

function refuse(report: ImportReport, refusal: RefusedLine): void {
  report.refused += 1
  if (report.refusals.length < REFUSALS_NAMED_MAX) report.refusals.push(refusal)
}

function reasonOf(receipt: Receipt): string {
  switch (receipt.outcome) {
    case 'stored':
      return receipt.reason ?? 'it was refused'
    case 'invalid':
    case 'too-large':
      return receipt.message
    default:
      return 'it was refused'
  }
}
