// Rows of keys and labels through the door that everything comes in by, in parcels of bounded size, a few under way at a
// time. What a parcel says of a key is settled when whatever was said of the key before is stored.

import { setTimeout as wait } from 'node:timers/promises'
import {
  FEEDBACK_ITEMS_MAX,
  type Json,
  TRUTH_LINES_NAMED_MAX,
  type TruthLine,
  type TruthReport,
} from '@trimtab/contract'
import { feedbackInputSchema } from '@trimtab/contract/schemas'
import type { Clock } from '../../clock.ts'
import { Refusal } from '../../refusal.ts'
import { explainIssue } from '../../schema-issue.ts'
import type { RowsReading } from '../../store/rows-reading.ts'
import type { Ingest, Receipt } from '../ingest.ts'
import type { TruthProgress } from './how-far.ts'
import { type SettledTruth, settleTruth, type Truth } from './settle-truth.ts'
import type { TruthRow } from './truth-row.ts'

/** Of labels, which are mostly a word. */
const PARCEL_CHARS_MAX = 2 * 1024 * 1024
/** While one is written the next is read. */
const PARCELS_UNDER_WAY_MAX = 3
const BUSY_WAIT_MS = 50
/** Whoever is busy for longer is about to end. */
const BUSY_MS_MAX = 30_000
const LABEL_CHARS_SHOWN_MAX = 60
const STILL_COUNTS = ', and still counts: its time is later'

const DATE = /^\d{4}-\d{2}-\d{2}$/

interface ImportOptions {
  truths: AsyncIterable<TruthRow>
  ingest: Pick<Ingest, 'submit'>
  rows: Pick<RowsReading, 'truths'>
  clock: Clock
  task: string | null
  /** Whether whoever imports may be told what label was known of a key. */
  mayReadLabels: boolean
  /** Told of the report as it grows, which is the one that is returned, and at the end, whichever way it ends. */
  onProgress: (progress: TruthProgress) => void
}

/** Where it fails half-way, or the rows do, what was read until then is stored. */
export async function importTruth({
  truths,
  ingest,
  rows,
  clock,
  task,
  mayReadLabels,
  onProgress,
}: ImportOptions): Promise<TruthReport> {
  const report = emptyReport()
  const importedAt = new Date(clock()).toISOString()
  /** With the keys that they speak of. */
  const underWay = new Map<Promise<void>, ReadonlySet<string>>()
  let batch: Truth[] = []
  let chars = 0
  let line = 0
  let failure: { cause: unknown } | undefined

  async function settle(some: Truth[], keys: ReadonlySet<string>): Promise<SettledTruth[]> {
    const before = [...underWay].filter(([, others]) => [...keys].some((key) => others.has(key)))
    await Promise.all(before.map(([stored]) => stored))
    const found = await rows.truths({ keys: [...keys], task })
    const known = new Map(found.map(({ key, ...truth }) => [key, truth]))
    return some.flatMap((truth) => settleTruth(truth, known, importedAt) ?? [])
  }

  async function flush(): Promise<void> {
    const some = batch
    batch = []
    chars = 0
    const keys = new Set(some.map(({ said }) => said.key))
    const settled = await settle(some, keys)
    report.repeated += some.length - settled.length
    if (settled.length > 0 && failure === undefined) {
      const stored = store(ingest, settled, { report, mayReadLabels })
        .catch((cause: unknown) => {
          failure ??= { cause }
        })
        .finally(() => underWay.delete(stored))
      underWay.set(stored, keys)
    }
    if (underWay.size >= PARCELS_UNDER_WAY_MAX) await Promise.race(underWay.keys())
    onProgress({ report, line })
  }

  try {
    for await (const row of truths) {
      report.rows += 1
      line = row.line
      const truth = 'fault' in row ? row : readTruth(row, { task, importedAt })
      if ('fault' in truth) {
        report.refused += 1
        name(report.refusals, { line: truth.line, reason: truth.fault })
        continue
      }
      batch.push(truth)
      chars += truth.said.key.length + JSON.stringify(truth.said.value).length
      if (batch.length >= FEEDBACK_ITEMS_MAX || chars >= PARCEL_CHARS_MAX) await flush()
      if (failure !== undefined) break
    }
  } finally {
    if (batch.length > 0 && failure === undefined) await flush()
    await Promise.all(underWay.keys())
    for (const lines of [report.contradictions, report.unmatched, report.refusals])
      lines.sort((one, other) => one.line - other.line)
    onProgress({ report, line })
  }
  if (failure !== undefined) throw failure.cause
  return report
}

function emptyReport(): TruthReport {
  const counts = { rows: 0, stored: 0, repeated: 0, contradicting: 0, waiting: 0, refused: 0 }
  return { ...counts, contradictions: [], unmatched: [], refusals: [] }
}

/** A day is its first moment. What lies ahead has not come true: it counts as of now. */
function readTruth(
  { line, key, label, at }: Exclude<TruthRow, { fault: string }>,
  { task, importedAt }: { task: string | null; importedAt: string },
): Truth | { line: number; fault: string } {
  const said = { key, kind: 'label', value: label, source: 'ground_truth', ...(task === null ? {} : { task }) } as const
  const since = at === null ? null : DATE.test(at) ? `${at}T00:00:00Z` : at
  const parsed = feedbackInputSchema.safeParse(since === null ? said : { ...said, at: since })
  if (!parsed.success) return { line, fault: explainIssue(parsed.error) }
  const time = since === null ? null : new Date(since).toISOString()
  return { line, said, at: time !== null && time < importedAt ? time : null }
}

async function store(
  ingest: Pick<Ingest, 'submit'>,
  settled: SettledTruth[],
  { report, mayReadLabels }: { report: TruthReport; mayReadLabels: boolean },
): Promise<void> {
  const receipt = await submit(ingest, settled)
  for (const [index, { line, contradicted, isOutdated }] of settled.entries()) {
    if (receipt.isNew[index] === false) {
      report.repeated += 1
      continue
    }
    report.stored += 1
    if (contradicted !== undefined) {
      report.contradicting += 1
      const label = mayReadLabels ? shown(contradicted) : 'another label'
      name(report.contradictions, { line, reason: `${label} was known of this key${isOutdated ? STILL_COUNTS : ''}` })
    }
    if (receipt.isWaiting[index] === true) {
      report.waiting += 1
      name(report.unmatched, { line, reason: 'no prediction has this key yet' })
    }
  }
}

async function submit(
  ingest: Pick<Ingest, 'submit'>,
  settled: SettledTruth[],
): Promise<Extract<Receipt, { outcome: 'stored' }>> {
  const feedback = settled.map((each) => each.feedback)
  for (let waitedMs = 0; ; waitedMs += BUSY_WAIT_MS) {
    const receipt = await ingest.submit({ kind: 'feedback', feedback })
    if (receipt.outcome === 'stored') return receipt
    if (receipt.outcome === 'unavailable') throw receipt.cause
    if (receipt.outcome !== 'busy') throw new Error(`labels were refused: ${receipt.message}`)
    if (waitedMs >= BUSY_MS_MAX)
      throw new Refusal('query.busy', 'More is under way than the collector takes; try again.')
    await wait(BUSY_WAIT_MS)
  }
}

function name(lines: TruthLine[], line: TruthLine): void {
  if (lines.length < TRUTH_LINES_NAMED_MAX) lines.push(line)
}

function shown(label: Json): string {
  const text = typeof label === 'string' ? label : JSON.stringify(label)
  return JSON.stringify(text.length > LABEL_CHARS_SHOWN_MAX ? `${text.slice(0, LABEL_CHARS_SHOWN_MAX)}…` : text)
}
