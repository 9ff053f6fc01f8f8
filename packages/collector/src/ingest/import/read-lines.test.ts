import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Line, readLines } from './read-lines.ts'

async function* inPieces(bytes: Uint8Array, sizes: number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (let piece = 0; at < bytes.length; piece += 1) {
    const size = sizes.length === 0 ? bytes.length : (sizes[piece % sizes.length] ?? 1)
    yield bytes.subarray(at, at + size)
    await Promise.resolve()
    at += size
  }
}

async function linesOf(bytes: Uint8Array | string, sizes: number[] = [], bytesMax?: number): Promise<Line[]> {
  const lines: Line[] = []
  for await (const line of readLines(inPieces(Buffer.from(bytes), sizes), bytesMax)) lines.push(line)
  return lines
}

describe('lines of a stream', () => {
  it('are the same however the stream is cut', async () => {
    const anyLine = fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll(/[\n\uFEFF]/g, ''))
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyLine),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
        async (lines, sizes) => {
          const expected = lines
            .map((line, index) => ({ number: index + 1, text: line }))
            .filter(({ text }) => text.trim() !== '')
          expect(await linesOf(lines.join('\n'), sizes)).toEqual(expected)
        },
      ),
    )
  })

  it('are counted with the blank ones, and may end as another system ends them', async () => {
    expect(await linesOf('\uFEFFone\r\n\r\n  \nfour')).toEqual([
      { number: 1, text: 'one\r' },
      { number: 4, text: 'four' },
    ])
  })

  it('are passed over where they are too long, and the next is read', async () => {
    const lines = await linesOf(`${'a'.repeat(5000)}\nshort\n${'b'.repeat(5000)}`, [100], 4096)
    expect(lines).toEqual([
      { number: 1, fault: 'it is longer than 4 KiB' },
      { number: 2, text: 'short' },
      { number: 3, fault: 'it is longer than 4 KiB' },
    ])
  })

  it('are passed over where they are no text', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from('two')])
    expect(await linesOf(bytes)).toEqual([
      { number: 1, fault: 'it is not UTF-8 text' },
      { number: 2, text: 'two' },
    ])
  })
})
