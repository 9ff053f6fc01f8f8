import { describe, expect, it } from 'vitest'
import type { CallSubject } from '../calls/call.ts'
import { recordCalls } from '../fixtures/recorded-calls.ts'
import { createMonitorBatch, type MonitorBatch } from './monitor-batch.ts'

interface Loan {
  id: string
  income: number
}
const loans: Loan[] = [
  { id: 'loan-1', income: 10 },
  { id: 'loan-2', income: 90 },
]

const SUBJECT: CallSubject = { task: 's', kind: 'generation', context: () => ({}), input: () => ({}) }

function watchBatches(): { monitorBatch: MonitorBatch } & ReturnType<typeof recordCalls> {
  const recorded = recordCalls()
  const drop = (reason: string, count = 1): void => void recorded.dropped.push(...Array<string>(count).fill(reason))
  return { ...recorded, monitorBatch: createMonitorBatch(recorded.calls, drop) }
}

describe('a call that predicts many rows', () => {
  it('is one prediction a row, each with its own features, key and label', async () => {
    const { monitorBatch, records, known } = watchBatches()
    const answers = loans.map(({ income }) => ({ label: income > 50 ? 'low' : 'high', p: income / 100 }))
    const predict = monitorBatch('loan.risk', (_rows: Loan[]) => Promise.resolve(answers), {
      kind: 'classification',
      input: ({ income }) => ({ features: { income } }),
      output: ({ label, p }) => ({ label, score: p }),
      key: ({ id }) => id,
      metadata: (_row, index) => ({ index }),
    })
    const { result, predictions } = await predict.detailed(loans)
    expect(result).toBe(answers)
    expect(records.map(({ attributes }) => attributes)).toMatchObject([
      { 'trimtab.key': 'loan-1', 'trimtab.input.features': '{"income":10}', 'trimtab.output.label': 'high' },
      { 'trimtab.key': 'loan-2', 'trimtab.input.features': '{"income":90}', 'trimtab.output.label': 'low' },
    ])
    expect(answers.map((answer) => known.find(answer)?.id)).toEqual(predictions.map(({ id }) => id))
  })

  it('may have its rows and results anywhere', () => {
    const { monitorBatch, records } = watchBatches()
    const scores = { values: Float64Array.of(0.25, 0.75) }
    const predict = monitorBatch('loan.score', (_model: string, _table: { rows: Loan[] }) => scores, {
      kind: 'regression',
      rows: (_model, table) => table.rows,
      results: ({ values }) => [...values],
      input: (row) => ({ features: { income: row.income } }),
    })
    expect(predict('m', { rows: loans })).toBe(scores)
    expect(records.map(({ attributes }) => attributes['trimtab.output.value'])).toEqual(['0.25', '0.75'])
  })

  it('that fails fails for each row, and throws the very error', async () => {
    const { monitorBatch, records } = watchBatches()
    const failure = new RangeError('too many')
    await expect(monitorBatch('rows', (_rows: Loan[]) => Promise.reject(failure))(loans)).rejects.toBe(failure)
    expect(records.map(({ error }) => error?.message)).toEqual(['too many', 'too many'])
  })

  it('that fails leads back to its prediction where it is of one row, and to none where it is of more', async () => {
    const { monitorBatch, known, records } = watchBatches()
    const predict = monitorBatch('rows', (rows: Loan[]) => Promise.reject(new RangeError(`${rows.length} too many`)))
    const fail = (rows: Loan[]): Promise<unknown> => predict(rows).catch((error: unknown) => error)
    const one = await fail(loans.slice(0, 1))
    expect(known.find(one)?.id).toBe(`${records[0]?.traceId}-${records[0]?.spanId}`)
    expect(known.find(await fail(loans))).toBeUndefined()
  })

  it('is of no one row inside: calls in it are part of what it is part of', () => {
    const { monitorBatch, calls, records } = watchBatches()
    const seen: unknown[] = []
    const predict = monitorBatch('rows', (rows: Loan[]) => {
      seen.push(calls.current()?.id)
      calls.begin(SUBJECT).succeed(() => ({}))
      return rows.map(({ income }) => income)
    })
    const outside = calls.begin(SUBJECT)
    outside.run(() => predict(loans))
    expect(seen).toEqual([outside.reference.id])
    const [, parent] = outside.reference.id.split('-')
    expect(records.map(({ parentSpanId }) => parentSpanId)).toEqual([parent, parent, parent])
  })

  it('is untouched when its rows cannot be read, or come back in another number; the loss is named', () => {
    const { monitorBatch, records, dropped } = watchBatches()
    expect(monitorBatch('rows', (given: string) => given.length)('no rows')).toBe(7)
    expect(monitorBatch('rows', (_rows: Loan[]) => ['high'])(loans)).toEqual(['high'])
    expect([records.length, dropped]).toEqual([1, ['rows_unreadable', 'end_unknown']])
  })

  it('is recorded only as far as the bound on its rows', () => {
    const { monitorBatch, records, dropped } = watchBatches()
    const rows = Array.from({ length: 65_540 }, (_, index) => index)
    monitorBatch('rows', (given: number[]) => given, { kind: 'regression' })(rows)
    expect([records.length, dropped.length]).toEqual([65_536, 4])
  })
})
