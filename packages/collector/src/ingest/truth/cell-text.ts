// The bytes of a cell to text, each cell by itself: spreadsheets and scripts of different ages write into one file.

import { isUtf8 } from 'node:buffer'

const windows1252 = new TextDecoder('windows-1252')

/** UTF-8 where it is that, else Windows-1252, in which any bytes are some text. */
export function cellText(cell: Uint8Array): string {
  if (isUtf8(cell)) return Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength).toString('utf8')
  return windows1252.decode(cell)
}
