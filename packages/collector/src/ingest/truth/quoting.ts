// Where in a cell of a CSV file a byte stands, as far as quotes go: they mean something only where a cell begins.

const QUOTE = 0x22

export interface Quoting {
  /** Of a byte that ends no line. False: a quote ends in the middle of a cell. */
  step: (byte: number) => boolean
  /** Whether an end of line would belong to the cell. */
  isOpen: () => boolean
  /** Of the record, so far. */
  cells: () => number
  startRecord: () => void
  /** What ends a cell from here on. */
  useDelimiters: (delimiters: readonly number[]) => void
}

/** `after`: a quote that may end its cell, or be the first of two that stand for one. */
type Place = 'cell' | 'quoted' | 'after'

export function createQuoting(delimiters: readonly number[]): Quoting {
  let endsCell = tableOf(delimiters)
  let place: Place = 'cell'
  let isCellStart = true
  let cells = 1

  return {
    step(byte) {
      if (place === 'quoted') {
        if (byte === QUOTE) place = 'after'
        return true
      }
      if (byte === QUOTE && (place === 'after' || isCellStart)) {
        place = 'quoted'
        isCellStart = false
        return true
      }
      const isAfter = place === 'after'
      isCellStart = endsCell[byte] === 1
      if (isCellStart) cells += 1
      place = 'cell'
      return isCellStart || !isAfter
    },
    isOpen: () => place === 'quoted',
    cells: () => cells,
    startRecord() {
      place = 'cell'
      isCellStart = true
      cells = 1
    },
    useDelimiters: (next) => {
      endsCell = tableOf(next)
    },
  }
}

/** By byte. */
function tableOf(bytes: readonly number[]): Uint8Array {
  const table = new Uint8Array(256)
  for (const byte of bytes) table[byte] = 1
  return table
}
