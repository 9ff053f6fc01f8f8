import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RECORD_CELLS_MAX } from './frame-records.ts'
import { readTruthTable } from './read-truth-table.ts'
import type { ReadTruthOptions, TruthRow } from './truth-row.ts'

type Options = Partial<ReadTruthOptions> & { delimiter?: string }

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) {
    yield bytes.subarray(at, at + size)
    await Promise.resolve()
  }
}

async function allOf(rows: AsyncIterable<TruthRow>): Promise<TruthRow[]> {
  const all: TruthRow[] = []
  for await (const each of rows) all.push(each)
  return all
}

/** Cut into chunks in several ways, which must change nothing. */
async function rowsOf(table: string | Uint8Array, said: Options = {}): Promise<TruthRow[]> {
  const bytes = typeof table === 'string' ? Buffer.from(table) : table
  const options = { columns: { key: 'key', label: 'label' }, areNumbers: false, ...said }
  const read = (size: number) => allOf(readTruthTable(inPieces(bytes, size), options))
  const whole = await read(Math.max(1, bytes.byteLength))
  for (const size of bytes.byteLength < 1000 ? [1, 7] : [65_536]) expect(await read(size)).toEqual(whole)
  return whole
}

function row(line: number, key: string, label: string | number, at: string | null = null): TruthRow {
  return { line, key, label, at }
}

describe('a row of more cells than any table has', () => {
  const many = ','.repeat(RECORD_CELLS_MAX)
  const fault = `it has more than ${RECORD_CELLS_MAX} cells`

  it('is refused with its line before it comes apart, and those around it are not', async () => {
    expect(await rowsOf(`key,label\nk-1,good\n${many}\nk-2,bad${many.slice(2)}\n"a\nb"${many}\nk-3,good\n`)).toEqual([
      row(2, 'k-1', 'good'),
      { line: 3, fault },
      row(4, 'k-2', 'bad'),
      { line: 5, fault },
      { line: 6, fault },
      row(7, 'k-3', 'good'),
    ])
  })

  it('is no header', async () => {
    await expect(rowsOf(`key,label${many}\nk-1,good\n`)).rejects.toThrow(
      `The header in line 1 cannot be read: ${fault}.`,
    )
  })
})

describe('a table of labels', () => {
  const two = [row(2, 'k-1', 'good'), row(3, 'k-2', 'bad')]

  it.each<{ what: string; table: string | Uint8Array; options?: Options; rows: TruthRow[] }>([
    { what: 'as it should be', table: 'key,label\nk-1,good\nk-2,bad\n', rows: two },
    { what: 'without a last newline', table: 'key,label\nk-1,good\nk-2,bad', rows: two },
    { what: 'with other columns, in another order', table: 'x,label,y,key\n,good,,k-1\n,bad,,k-2\n', rows: two },
    { what: 'of Windows', table: '\ufeffkey,label\r\nk-1,good\r\nk-2,bad\r\n', rows: two },
    { what: 'of an old Mac', table: 'key,label\rk-1,good\rk-2,bad\r', rows: two },
    { what: 'with semicolons', table: 'key;label\nk-1;good\nk-2;bad\n', rows: two },
    { what: 'with tabs', table: 'key\tlabel\nk-1\tgood\nk-2\tbad\n', rows: two },
    { what: 'with bars', table: 'key|label\nk-1|good\nk-2|bad\n', rows: two },
    {
      what: 'with semicolons, and commas in the names of columns',
      table: 'key;price, in EUR, net;label\nk-1;1,5;good\nk-2;2,5;bad\n',
      rows: two,
    },
    {
      what: 'with the delimiter that is said',
      table: 'key:label\nk-1:good\nk-2:bad\n',
      options: { delimiter: ':' },
      rows: two,
    },
    { what: 'quoted', table: '"key","label"\n"k-1","good"\n"k-2","bad"\n', rows: two },
    { what: 'with spaces around the names of columns', table: ' key , label\nk-1,good\nk-2,bad', rows: two },
    {
      what: 'with spaces in the names of columns',
      table: 'loan id,final outcome\nk-1,good\nk-2,bad\n',
      options: { columns: { key: 'loan id', label: 'final outcome' } },
      rows: two,
    },
    {
      what: 'with empty lines, and the rows of nothing that spreadsheets end with',
      table: '\n\nkey,label\n\nk-1,good\n\n\nk-2,bad\n,\n , \n\n',
      rows: [row(5, 'k-1', 'good'), row(8, 'k-2', 'bad')],
    },
    {
      what: 'with newlines, delimiters and quotes in cells',
      table: 'key,label,note\r\nk-1,good,"a\r\nb\n\n""c"", d"\r\nk-2,"b""a,\nd",5" pipe\r\n',
      rows: [row(2, 'k-1', 'good'), row(6, 'k-2', 'b"a,\nd')],
    },
    {
      what: 'with rows that are short, and rows that are long',
      table: 'key,x,label\nk-1\nk-1,,good,more,and more\nk-2,\nk-2,,bad\n',
      rows: [
        { line: 2, fault: 'it ends before its label: it has 1 of 3 cells' },
        row(3, 'k-1', 'good'),
        { line: 4, fault: 'it ends before its label: it has 2 of 3 cells' },
        row(5, 'k-2', 'bad'),
      ],
    },
    {
      what: 'with what looks like numbers',
      table: 'key,label\n007,007\n8,1e3\n',
      rows: [row(2, '007', '007'), row(3, '8', '1e3')],
    },
    {
      what: 'of numbers',
      table: 'key,label\n007,007\n8,1e3\n9,-.5\n10,1e999\n11,1.2.3\n12,0x1f\n',
      options: { areNumbers: true },
      rows: [
        row(2, '007', 7),
        row(3, '8', 1000),
        row(4, '9', -0.5),
        row(5, '10', '1e999'),
        row(6, '11', '1.2.3'),
        row(7, '12', '0x1f'),
      ],
    },
    {
      what: 'with times',
      table: 'key,label,since\nk-1,good,2026-11-21\nk-2,bad\n',
      options: { columns: { key: 'key', label: 'label', at: 'since' } },
      rows: [row(2, 'k-1', 'good', '2026-11-21'), { line: 3, fault: 'it ends before its time: it has 2 of 3 cells' }],
    },
    {
      what: 'with zero bytes in a cell',
      table: 'key,label\nk\u0000-1,"go\u0000od"\n',
      rows: [row(2, 'k\u0000-1', 'go\u0000od')],
    },
    {
      what: 'with a quote that ends in the middle of a cell',
      table: 'key,label\nk-1,"good\nk-2,"bad"\nk-3,fine\n',
      rows: [
        { line: 2, fault: 'its quote ends in the middle of a cell, in line 3' },
        row(3, 'k-2', 'bad'),
        row(4, 'k-3', 'fine'),
      ],
    },
    {
      what: 'with such a quote in one line',
      table: 'key,label\nk-1,"go"od\nk-2,"go"od,"\nk-3,fine\n',
      rows: [
        { line: 2, fault: 'a quote ends in the middle of a cell' },
        { line: 3, fault: 'a quote ends in the middle of a cell' },
        row(4, 'k-3', 'fine'),
      ],
    },
    {
      what: 'with a quote that is never closed',
      table: 'key,label\r\nk-1,good\r\nk-2,"bad\r\n\r\nk-3,fine\r\nk-4,"fine\r\n too"\r\n,"\r\nk-5,fine',
      rows: [
        row(2, 'k-1', 'good'),
        { line: 3, fault: 'its quote ends in the middle of a cell, in line 6' },
        row(5, 'k-3', 'fine'),
        row(6, 'k-4', 'fine\r\n too'),
        { line: 8, fault: 'the quote that opens in this line is never closed' },
        row(9, 'k-5', 'fine'),
      ],
    },
    {
      what: 'with a quote that is never closed in the last line',
      table: 'key,label\nk-1,good\nk-2,"bad',
      rows: [row(2, 'k-1', 'good'), { line: 3, fault: 'the quote that opens in this line is never closed' }],
    },
    { what: 'of a header alone', table: 'key,label\n', rows: [] },
    {
      what: 'in two encodings, under the mark of a third',
      table: Buffer.concat([
        Buffer.from('\ufeffkey,label\nk-1,größer\n'),
        Buffer.from('k-2,gr\xf6\xdfer \x80\n', 'latin1'),
      ]),
      rows: [row(2, 'k-1', 'größer'), row(3, 'k-2', 'größer €')],
    },
    {
      what: 'in UTF-16',
      table: Buffer.from('\ufeffkey;label\r\nk-1;größer 👍\r\n', 'utf16le'),
      rows: [row(2, 'k-1', 'größer 👍')],
    },
    {
      what: 'in UTF-16 the other way round',
      table: Buffer.from('\ufeffkey,label\nk-1,größer\n', 'utf16le').swap16(),
      rows: [row(2, 'k-1', 'größer')],
    },
  ])('$what is read', async ({ table, options, rows }) => {
    expect(await rowsOf(table, options)).toEqual(rows)
  })

  it.each<{ what: string; table: string | Uint8Array; options?: Options; sentence: string }>([
    { what: 'an empty file', table: '', sentence: 'The table is empty: it has not even a header.' },
    { what: 'a file of empty lines', table: '\n\r\n\n', sentence: 'The table is empty: it has not even a header.' },
    {
      what: 'a table without the column',
      table: 'Key,lable,at\n1,2,3\n',
      options: { columns: { key: 'Key', label: 'label' } },
      sentence: 'The table has no column "label", but "Key", "lable", "at"; did you mean "lable"?',
    },
    {
      what: 'a table without anything like it',
      table: `${Array.from({ length: 25 }, (_, index) => `c${index}`).join(';')}\n`,
      options: { columns: { key: 'c1', label: 'outcome' } },
      sentence: `The table has no column "outcome", but ${Array.from({ length: 20 }, (_, index) => `"c${index}"`).join(', ')} and 5 more.`,
    },
    {
      what: 'a table that has the column twice',
      table: 'key,label,x,label\n1,2,3,4\n',
      sentence: 'The table has the column "label" twice, in the places 2 and 4: give one another name.',
    },
    {
      what: 'a picture',
      table: Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex'),
      sentence: 'The table has no column "key", but "‰PNG".',
    },
    {
      what: 'a program',
      table: Buffer.from('7f454c46020101000000000000000000030a00', 'hex'),
      sentence: 'This is no table: its first line is not text.',
    },
    {
      what: 'a header that never ends',
      table: 'key,"label\n',
      sentence: 'The header in line 1 cannot be read: the quote that opens in this line is never closed.',
    },
  ])('$what is refused in one sentence', async ({ table, options, sentence }) => {
    await expect(rowsOf(table, options)).rejects.toMatchObject({ code: 'file.invalid', message: sentence })
  })

  it.each([
    { what: 'in one line', piece: 'x,'.repeat(5000), fault: 'it is longer than 1024 KiB' },
    {
      what: 'over many',
      piece: `${'x,'.repeat(5000)}\n`,
      fault: 'the quote that opens in this line is not closed within 1024 KiB',
    },
  ])('with a cell of five megabytes $what loses its lines alone', async ({ piece, fault }) => {
    const pieces = 500
    async function* table(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('key,label,note\nk-1,good,\nk-2,bad,"')
      for (let count = 0; count < pieces; count += 1) yield Promise.resolve(Buffer.from(piece))
      yield Buffer.from('"\nk-3,fine,\n')
    }
    const rows = await allOf(readTruthTable(table(), { columns: { key: 'key', label: 'label' }, areNumbers: false }))
    expect(rows.slice(0, 2)).toEqual([row(2, 'k-1', 'good'), { line: 3, fault }])
    const lines = piece.endsWith('\n') ? pieces : 0
    expect(rows.map(({ line }) => line)).toEqual([
      ...Array.from({ length: lines + 2 }, (_, index) => index + 2),
      ...(lines === 0 ? [4] : [lines + 4]),
    ])
    expect(rows.at(-1)).toEqual(row(lines + 4, 'k-3', 'fine'))
  })
})

describe('any table that was written as CSV', () => {
  const anyCell = fc.string({
    unit: fc.constantFrom('a', '7', ' ', ',', ';', '"', '\n', '\r', '\t', 'ö', '👍'),
    maxLength: 6,
  })

  it('comes back cell by cell, with the line that each row begins on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyCell, anyCell, anyCell), { maxLength: 8 }),
        fc.record({
          delimiter: fc.constantFrom(',', ';', '\t', '|'),
          record_delimiter: fc.constantFrom('\n', '\r\n', '\r'),
          quoted: fc.boolean(),
          bom: fc.boolean(),
        }),
        fc.integer({ min: 1, max: 40 }),
        async (cells, written, size) => {
          const text = stringify([['label', 'x', 'key'], ...cells], { ...written, quoted_match: /[\r\n"]/ })
          const options = { columns: { key: 'key', label: 'label' }, areNumbers: false }
          const found = await allOf(readTruthTable(inPieces(Buffer.from(text), size), options))
          let line = 2
          const expected = cells.flatMap(([label, x, key]) => {
            const begins = line
            line += 1 + `${label}\u0000${x}\u0000${key}`.split(/\r\n|\r|\n/).length - 1
            const isBlank = /^ *$/.test(`${label}${x}${key}`)
            return isBlank ? [] : [row(begins, key, label)]
          })
          expect(found).toEqual(expected)
        },
      ),
      { numRuns: 150 },
    )
  })
})
