import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFrameRecords, type RecordFrame } from './frame-records.ts'

type Told = { line: number; text: string } | { line: number; fault: string }

function framesOf(
  text: string,
  { size = text.length, bytesMax }: { size?: number; bytesMax?: number | undefined } = {},
): Told[] {
  const bytes = Buffer.from(text)
  const framing = createFrameRecords([0x2c], bytesMax)
  const told: Told[] = []
  const take = (frames: Iterable<RecordFrame>): void => {
    for (const frame of frames)
      told.push('fault' in frame ? frame : { line: frame.line, text: Buffer.from(frame.bytes).toString() })
  }
  for (let at = 0; at < bytes.byteLength; at += size) take(framing.push(bytes.subarray(at, at + size)))
  take(framing.end())
  return told
}

const linesIn = (text: string): string[] => text.split(/\r\n|\r|\n/)

/** By line: what is known to have become of it. */
function linesTold(told: Told[]): (string | null)[] {
  const lines: (string | null)[] = []
  for (const each of told) {
    const texts = 'fault' in each ? [null] : linesIn(each.text)
    for (const [index, text] of texts.entries()) {
      expect(lines[each.line + index]).toBeUndefined()
      lines[each.line + index] = text
    }
  }
  return lines
}

const anyText = fc
  .array(fc.constantFrom('a', ',', '"', '"', ',"', '",', '""', '\n', '\r\n', '\r', 'b'), { maxLength: 40 })
  .map((parts) => parts.join(''))

describe('the records of any text', () => {
  it('have each of its lines once, or name it, however it is cut into chunks', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom(4, 12, undefined),
        (text, size, bytesMax) => {
          const told = framesOf(text, { size, bytesMax })
          const lines = linesTold(told)
          // A line that is named is accounted for; of an empty one nothing is told, unless a cell goes over it.
          const accounted = linesIn(text).map((line, index) => lines[index + 1] ?? (index + 1 in lines ? line : ''))
          expect(accounted).toEqual(linesIn(text))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('are the same however it is cut into chunks', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 9 }), (text, size) => {
        expect(framesOf(text, { size })).toEqual(framesOf(text))
      }),
      { numRuns: 300 },
    )
  })
})

describe('a quote that opens by mistake', () => {
  it('costs its own line alone, with thousands of them behind it', () => {
    const good = Array.from({ length: 60_000 }, (_, index) => `Q-${index},"a good one, ${index}"`)
    const plain = good.map((line) => line.replaceAll('"', ''))
    for (const after of [good, plain]) {
      const told = framesOf(['Q,"oops', ...after].join('\n'), { size: 65_536 })
      expect(told[0]).toMatchObject({ line: 1, fault: expect.stringContaining('quote') as string })
      expect(told.slice(1)).toEqual(after.map((text, index) => ({ line: index + 2, text })))
    }
  })

  it('takes no more than its share of time, however many chain on to each other', () => {
    // Each line closes the quote of the one before and opens another, for as long as a record may be.
    const lines = 300_000
    const told = framesOf(`"a\n${'b",c,"d\n'.repeat(lines)}`, { size: 65_536 })
    expect(linesTold(told)).toHaveLength(lines + 2)
  })
})
