// How a batch lies in a file: a first line that says what follows, then an item a line. What was cut short or changed is
// known by the sum in the first line.
import { createHash } from 'node:crypto'
import type { Batch } from '../platform.ts'

const VERSION = 1

interface FirstLine {
  version: number
  sha256: string
  before: string
  after: string
}

export function writeBatch({ before, after, items }: Batch): Buffer {
  const lines = items.map((item) => `${item}\n`).join('')
  const first: FirstLine = { version: VERSION, sha256: digest(lines), before, after }
  return Buffer.from(`${JSON.stringify(first)}\n${lines}`)
}

/** Undefined for what we have not written, or not to the end. */
export function readBatch(bytes: Buffer): Batch | undefined {
  try {
    const text = bytes.toString('utf8')
    const end = text.indexOf('\n')
    const first = JSON.parse(text.slice(0, end)) as FirstLine
    const lines = text.slice(end + 1)
    if (first.version !== VERSION || first.sha256 !== digest(lines) || lines === '') return undefined
    return { before: first.before, after: first.after, items: lines.slice(0, -1).split('\n') }
  } catch {
    return undefined
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
