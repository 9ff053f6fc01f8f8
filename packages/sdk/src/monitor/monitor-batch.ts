// Wraps a function that predicts many rows in one call: each row becomes a prediction of its own.
import type { Calls } from '../calls/begin-call.ts'
import type { OpenCall } from '../calls/call.ts'
import { followPromise } from '../calls/follow-promise.ts'
import type { PredictionReference } from '../prediction/prediction-reference.ts'
import type { MonitorOptions } from './monitor-options.ts'
import { type AnyMonitorOptions, MONITOR_OPTIONS, outcomeOf, subjectOfCall } from './monitor-subject.ts'
import { type Call, imitate, readOptions, refuseNonsense } from './wrapping.ts'

/** Options of one monitored batch: facts and mappers are given one row, and its index, at a time. */
export interface BatchOptions<Wrapped extends Call, Row, RowResult> extends MonitorOptions<
  [row: Row, index: number],
  RowResult
> {
  /** The rows of one call. Without it the first argument is the list of them. */
  rows?: ((...parameters: Parameters<Wrapped>) => readonly Row[]) | undefined
  /** The results of one call, one a row and in their order. Without it the result is the list of them. */
  results?: ((result: Awaited<ReturnType<Wrapped>>) => readonly RowResult[]) | undefined
}

/** A result together with the predictions it is made of, in the order of the rows. */
export interface DetailedBatch<Result> {
  result: Result
  predictions: readonly PredictionReference[]
}

/** The function that was wrapped, exactly as it was, and a way to call it that also tells which predictions it made. */
export type MonitoredBatch<Wrapped extends Call> = Wrapped & {
  detailed: (
    this: ThisParameterType<Wrapped>,
    ...parameters: Parameters<Wrapped>
  ) => Promise<DetailedBatch<Awaited<ReturnType<Wrapped>>>>
}

type FirstItem<Parameters> = Parameters extends readonly [infer First, ...unknown[]] ? ItemOf<First> : unknown
type ItemOf<List> = List extends readonly (infer Item)[] ? Item : unknown

/**
 * The type of `trimtab.monitorBatch`. What the function does, it does for all rows: inside it `current()` is what it is
 * outside, and calls of models in it are no part of any one row. Its error leads back to a prediction where there was
 * only one row.
 */
export type MonitorBatch = <
  Wrapped extends Call,
  Row = FirstItem<Parameters<Wrapped>>,
  RowResult = ItemOf<Awaited<ReturnType<Wrapped>>>,
>(
  task: string,
  call: Wrapped,
  options?: BatchOptions<Wrapped, Row, RowResult>,
) => MonitoredBatch<Wrapped>

/** More rows in one call than this are predicted and not recorded: reading them all at once would hold up the app. */
const BATCH_ROWS_MAX = 65_536

type AnyBatchOptions = AnyMonitorOptions & {
  rows?: ((...parameters: unknown[]) => readonly unknown[]) | undefined
  results?: ((result: unknown) => readonly unknown[]) | undefined
}

export function createMonitorBatch(calls: Calls, drop: (reason: string, count?: number) => void): MonitorBatch {
  return function monitorBatch(task, wrapped, given) {
    const options = readOptions<AnyBatchOptions>(given, [...MONITOR_OPTIONS, 'rows', 'results'])
    refuseNonsense(task, wrapped, options.kind)
    const outcome = outcomeOf(options)

    function begin(parameters: unknown[]): OpenCall[] {
      const rows = readList(() => (options.rows ? options.rows(...parameters) : parameters[0]))
      if (rows === undefined) drop('rows_unreadable')
      else if (rows.length > BATCH_ROWS_MAX) drop('batch_too_long', rows.length - BATCH_ROWS_MAX)
      return (rows ?? [])
        .slice(0, BATCH_ROWS_MAX)
        .map((row, index) => calls.begin(subjectOfCall(task, options, [row, index])))
    }

    function succeed(rows: readonly OpenCall[], result: unknown): void {
      const results = readList(() => (options.results ? options.results(result) : result)) ?? []
      for (const [index, row] of rows.entries()) {
        // A row without a result was predicted all the same; what it became is not known.
        if (index >= results.length) row.lose()
        else {
          row.remember(results[index])
          row.succeed(() => outcome.readWhole(results[index]))
        }
      }
    }

    function watch(self: unknown, parameters: unknown[]): { returned: unknown; rows: readonly OpenCall[] } {
      const rows = begin(parameters)
      const fail = (error: unknown): void => {
        if (rows.length === 1) rows[0]?.remember(error)
        for (const row of rows) row.fail(error)
      }
      let returned: unknown
      try {
        returned = Reflect.apply(wrapped, self, parameters)
      } catch (error) {
        fail(error)
        throw error
      }
      const followed = followPromise(returned, {
        succeed: (result) => {
          succeed(rows, result)
          return result
        },
        fail,
        lose: () => {
          for (const row of rows) row.lose()
        },
      })
      return { returned: followed, rows }
    }

    function monitored(this: unknown, ...parameters: unknown[]): unknown {
      return watch(this, parameters).returned
    }
    async function detailed(this: unknown, ...parameters: unknown[]): Promise<DetailedBatch<unknown>> {
      const { returned, rows } = watch(this, parameters)
      return { result: await returned, predictions: rows.map((row) => row.reference) }
    }
    return Object.assign(imitate(monitored, wrapped), { detailed }) as never
  }
}

function readList(read: () => unknown): readonly unknown[] | undefined {
  try {
    const list = read()
    return Array.isArray(list) || ArrayBuffer.isView(list) ? Array.from(list as ArrayLike<unknown>) : undefined
  } catch {
    return undefined
  }
}
