// Loans and how they ended, and what was predicted of them: as files that the collector takes in.
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const TASK = 'credit.risk'

/** In no order that an index would like. */
export function keyOf(number: number): string {
  return `loan-${(Math.imul(number, 0x9e_37_79_b1) >>> 0).toString(36)}-${number}`
}

export function labelOf(number: number): string {
  return number % 11 === 0 ? 'defaulted' : 'repaid'
}

export function writeLabels(file: string, rows: number): Promise<void> {
  return writeLines(file, rows, (number) => `${keyOf(number)},${labelOf(number)},north\n`, 'loan,outcome,region\n')
}

/** As JSON lines. */
export function writePredictions(file: string, rows: number): Promise<void> {
  return writeLines(file, rows, (number) => {
    const startedAt = new Date(Date.UTC(2026, 8, 1) + number * 1000).toISOString()
    const said = { type: 'prediction', task: TASK, kind: 'classification', startedAt, key: keyOf(number) }
    const output = { label: 'repaid', probabilities: { repaid: 0.9, defaulted: 0.1 } }
    return `${JSON.stringify({ ...said, input: { features: { income: number % 90_000 } }, output })}\n`
  })
}

const LINES_AT_ONCE = 1000

function writeLines(file: string, rows: number, line: (number: number) => string, header = ''): Promise<void> {
  function* blocks(): Generator<string> {
    yield header
    for (let first = 0; first < rows; first += LINES_AT_ONCE) {
      const count = Math.min(LINES_AT_ONCE, rows - first)
      yield Array.from({ length: count }, (_, index) => line(first + index)).join('')
    }
  }
  return pipeline(Readable.from(blocks()), createWriteStream(file))
}
