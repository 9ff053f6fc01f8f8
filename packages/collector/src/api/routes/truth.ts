// A table of late labels over HTTP: read as it comes, stored as it is read, and answered with what became of each line.

import { OPEN_ACTOR, ROUTES, TRUTH_BODY_BYTES_MAX, type TruthQuery } from '@trimtab/contract'
import { ENDPOINTS } from '@trimtab/contract/endpoints'
import type { Context, Hono } from 'hono'
import type { Ingest } from '../../ingest/ingest.ts'
import { sayHowFar, type TruthProgress } from '../../ingest/truth/how-far.ts'
import { importTruth } from '../../ingest/truth/import-truth.ts'
import { readTruthLines } from '../../ingest/truth/read-truth-lines.ts'
import { readTruthTable } from '../../ingest/truth/read-truth-table.ts'
import { truthImported } from '../../ingest/truth/truth-imported.ts'
import type { TruthRow } from '../../ingest/truth/truth-row.ts'
import { withPauses } from '../../ingest/truth/with-pauses.ts'
import { Refusal } from '../../refusal.ts'
import type { NewAuditEntry } from '../../store/state.ts'
import type { AppParts } from '../app-parts.ts'
import type { Permit } from '../authentication/door.ts'
import { addressOf } from '../authentication/key-guard.ts'
import { type Patience, PATIENCE } from '../body/read-body.ts'
import { streamBody } from '../body/stream-body.ts'
import { changedBy } from '../changed-by.ts'
import { mediaTypeOf } from '../otlp/media-type.ts'
import { ProblemError, problemOf } from '../problem.ts'
import { createQueryReader } from '../read-query.ts'
import { storedOrRefused } from '../receipt.ts'

/** At once, each with a few parcels in memory; of one key one at a time. */
const IMPORTS_MAX = 4
/** What one of them holds: chunks, a record, and the labels of a few parcels. */
const IMPORT_BYTES = 8 * 1024 * 1024
/** In all, for which the sender is waited for; how long the storing takes is not bounded. */
const WAITED_MS_MAX = 30 * 60_000
const RETRY_AFTER_SECONDS = 10
const ROWS_CHARGED_AT_ONCE = 1000

const READERS = { 'text/csv': readTruthTable, 'application/x-ndjson': readTruthLines } as const

type TruthParts = Pick<AppParts, 'ingest' | 'rows' | 'state' | 'clock' | 'budget' | 'onDefect'> & {
  patience?: Patience
}

export function truthRoutes(app: Hono, parts: TruthParts): void {
  const { budget, clock, onDefect, state, patience = { ...PATIENCE, totalMs: WAITED_MS_MAX } } = parts
  const readQuery = createQueryReader<TruthQuery>(ENDPOINTS.importTruth.query ?? ({} as never))
  const underWay = new Set<string>()

  /** Labels that are stored stay so where this cannot be: that is told to the log, and hides from nobody what came of them. */
  async function note(change: NewAuditEntry): Promise<void> {
    await state.recordChange(change).catch((cause: unknown) => {
      const { actor, detail } = change
      onDefect(
        new Error(`no entry in the audit log of labels that ${actor} sent: ${JSON.stringify(detail)}`, { cause }),
      )
    })
  }

  app.post(ROUTES.truth, async function postTruth(context) {
    const { task = null, ...query } = readQuery(new URL(context.req.url).searchParams)
    const permit = context.get('permit')
    const sender: Sender =
      permit.caller === null
        ? { name: `${OPEN_ACTOR} ${addressOf(context)}`, words: 'Your address' }
        : { name: permit.caller, words: 'This key' }
    const bytesMax = Math.min(permit.bodyBytesMax ?? TRUTH_BODY_BYTES_MAX, TRUTH_BODY_BYTES_MAX)
    const read = readerOf(context, query)(withPauses(streamBody(context, { bytesMax, patience })))
    const truths = chargedTo(permit, withPauses(read))
    return oneAtATime(underWay, sender, () =>
      budget.hold(IMPORT_BYTES, async ({ take }) => {
        take(IMPORT_BYTES)
        let told: TruthProgress | undefined
        const onProgress = (progress: TruthProgress): void => void (told = progress)
        const ingest = storedOrBusy(parts.ingest)
        const mayReadLabels = mayRead(permit)
        try {
          return context.json(
            await importTruth({ truths, ingest, rows: parts.rows, clock, task, mayReadLabels, onProgress }),
          )
        } catch (error) {
          throw told === undefined || told.report.rows === 0 ? problemOf(invalidIn(error)) : stopped(error, told)
        } finally {
          // Also of one whose sender went away: what it stored is stored.
          const change = told === undefined ? null : truthImported(told.report, changedBy(permit.caller, clock))
          if (change !== null) await note(change)
        }
      }),
    )
  })
}

/** What is no table is the fault of who sent it. */
function invalidIn(error: unknown): unknown {
  if (!Refusal.is(error) || error.code !== 'file.invalid') return error
  return new ProblemError('request.invalid', error.message, { cause: error })
}

function stopped(error: unknown, told: TruthProgress): ProblemError {
  const { code, message, errors, retryAfterSeconds } = problemOf(error)
  const again = retryAfterSeconds === undefined ? {} : { retryAfterSeconds }
  return new ProblemError(code, `${sayHowFar(told)} ${message}`, { cause: error, errors, ...again })
}

type ReadRows = (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<TruthRow>

function readerOf(context: Context, { key, label, at, numbers }: Omit<TruthQuery, 'task'>): ReadRows {
  const mediaType = mediaTypeOf(context.req.header('content-type'))
  const read = READERS[mediaType as keyof typeof READERS] as (typeof READERS)[keyof typeof READERS] | undefined
  if (read === undefined) {
    const sentence = 'Send a table as text/csv with a header, or as application/x-ndjson.'
    throw new ProblemError('request.unsupported_media_type', sentence)
  }
  return (chunks) => read(chunks, { columns: { key, label, at }, areNumbers: numbers === 'true' })
}

interface Sender {
  name: string
  words: string
}

async function oneAtATime<Result>(
  underWay: Set<string>,
  { name, words }: Sender,
  work: () => Promise<Result>,
): Promise<Result> {
  const options = { retryAfterSeconds: RETRY_AFTER_SECONDS }
  if (underWay.has(name))
    throw new ProblemError(
      'request.too_many',
      `${words} has a table under way; send the next one when it is in.`,
      options,
    )
  if (underWay.size >= IMPORTS_MAX)
    throw new ProblemError(
      'collector.busy',
      `${IMPORTS_MAX} tables are under way; send this one when one is in.`,
      options,
    )
  underWay.add(name)
  try {
    return await work()
  } finally {
    underWay.delete(name)
  }
}

/** What is busy is asked again; whatever else is not stored ends the import with a problem. */
function storedOrBusy(ingest: Pick<Ingest, 'submit'>): Pick<Ingest, 'submit'> {
  return {
    submit: async (parcel) => {
      const receipt = await ingest.submit(parcel)
      return receipt.outcome === 'busy' ? receipt : storedOrRefused(receipt)
    },
  }
}

/** For all that was read, also of what was refused or known: it is the reading that takes the time. */
async function* chargedTo(permit: Permit, rows: AsyncIterable<TruthRow>): AsyncGenerator<TruthRow> {
  let items = 0
  try {
    for await (const row of rows) {
      yield row
      items += 1
      if (items < ROWS_CHARGED_AT_ONCE) continue
      await permit.charge({ bytes: 0, items })
      items = 0
    }
  } finally {
    await permit.charge({ bytes: 0, items })
  }
}

/** Whoever may only send labels learns none from the report. */
function mayRead({ scopes }: Permit): boolean {
  return scopes === null || scopes.includes('read') || scopes.includes('admin')
}
