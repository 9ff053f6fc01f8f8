// Cells of one task that are being added to: what a step counted, before it is stored.

import { addSums, addToBin, emptySummary, isEmptySummary, type Summary } from '../sketches/summary.ts'
import type { CellOf, WatchCell } from '../store/state-watch.ts'
import type { CountedAs } from './catalogue.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

interface Place {
  of: CellOf
  signal: number
  atMs: number
  segment: number
}

export interface Cells {
  /** What waits for its scale counts nothing yet. */
  add: (place: Place, counted: CountedAs, sign: 1 | -1) => void
  all: () => WatchCell[]
}

export function openCells(): Cells {
  const cells = new Map<string, WatchCell>()

  function summaryAt({ of, signal, atMs, segment }: Place): Summary {
    const startMs = startOf(of, atMs)
    const key = `${of} ${signal} ${startMs} ${segment}`
    let cell = cells.get(key)
    if (cell === undefined) {
      cell = { of, signal, startMs, segment, summary: emptySummary() }
      cells.set(key, cell)
    }
    return cell.summary
  }

  return {
    add: (place, counted, sign) => {
      if (counted.as === 'waits') return
      const summary = summaryAt(place)
      summary.rows += sign
      if (counted.as === 'missing') summary.missing += sign
      else if (counted.as === 'odd') summary.odd += sign
      else {
        addToBin(summary, counted.bin, sign)
        if (counted.features.length > 0) addSums(summary, counted.features, sign)
      }
    },
    all: () => [...cells.values()].filter(({ summary }) => !isEmptySummary(summary)),
  }
}

function startOf(of: CellOf, atMs: number): number {
  if (of === 'pinned') return 0
  const lengthMs = of === 'hour' || of === 'heard' ? HOUR_MS : DAY_MS
  return Math.floor(atMs / lengthMs) * lengthMs
}
