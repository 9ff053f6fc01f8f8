import { DRIFT_STATES } from '@trimtab/contract/drift'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gaugeOf } from '../gauge.ts'
import { AXIS, gaugeLine, stateMark } from './gauge-line.ts'

const width = fc.integer({ min: 9, max: 61 })
const finite = fc.double({ min: -100, max: 100, noNaN: true })
const bar = fc
  .tuple(finite, finite, finite)
  .map((values) => values.toSorted((left, right) => left - right))
  .map(([low = 0, estimate = 0, high = 0]) => ({ low, estimate, high }))

/** Where the bar is, where the edges would be, and where the middle is. */
function readLine(line: string): { bar: number[]; edges: [number, number]; middle: number } {
  const empty = gaugeLine({ bar: null, isDown: false }, line.length, true)
  const isBar = new Set(['━', '◆', '◀', '▶'])
  return {
    bar: Array.from(line).flatMap((character, at) => (isBar.has(character) ? [at] : [])),
    edges: [empty.indexOf('┊'), empty.lastIndexOf('┊')],
    middle: (line.length - 1) / 2,
  }
}

describe('the trim scale in characters', () => {
  it('has the bar between its edges exactly where all of it is within the tolerance, and beyond one where it is beyond', () => {
    fc.assert(
      fc.property(bar, width, (values, columns) => {
        const { bar: cells, edges } = readLine(gaugeLine({ bar: values, isDown: false }, columns, true))
        const [first = 0, last = 0] = [cells[0], cells.at(-1)]
        expect(first > edges[0] && last < edges[1]).toBe(values.low >= -1 && values.high <= 1)
        expect(first > edges[1]).toBe(values.low > 1)
        expect(last < edges[0]).toBe(values.high < -1)
        expect(cells.length).toBe(last - first + 1)
      }),
    )
  })

  it('is as wide as it is asked to be, or one less so that the middle is one, and the same from both sides', () => {
    fc.assert(
      fc.property(bar, width, ({ low, estimate, high }, columns) => {
        const line = gaugeLine({ bar: { low, estimate, high }, isDown: false }, columns, true)
        expect(line).toHaveLength(columns % 2 === 0 ? columns - 1 : columns)
        const turned = gaugeLine({ bar: { low: -high, estimate: -estimate, high: -low }, isDown: false }, columns, true)
        const mirror: { [sign: string]: string } = { '◀': '▶', '▶': '◀' }
        expect(
          Array.from(turned)
            .toReversed()
            .map((sign) => mirror[sign] ?? sign),
        ).toEqual(Array.from(line))
      }),
    )
  })

  it('has an arrow where it goes beyond the axis, and none where it does not', () => {
    fc.assert(
      fc.property(bar, width, (values, columns) => {
        const line = gaugeLine({ bar: values, isDown: false }, columns, true)
        expect([line.includes('◀'), line.includes('▶')]).toEqual([values.low < -AXIS, values.high > AXIS])
      }),
    )
  })

  it('of what is not known has no bar, and is drawn with letters of a typewriter where there are no others', () => {
    expect(gaugeLine({ bar: null, isDown: false }, 13, true)).toBe('····┊   ┊····')
    expect(gaugeLine({ bar: { low: 2, estimate: 3, high: 9 }, isDown: false }, 13, false)).toBe('....|:::|.=#>')
    for (const state of DRIFT_STATES) expect(stateMark(state, true, false)).toMatch(/^[\u0020-\u007E]{3}$/)
  })

  it('of a tolerance of nothing is beyond it wherever it is', () => {
    const report = { state: 'drift' as const, tolerance: 0 }
    const effect = { estimate: -0.2, low: -0.3, high: -0.1, unit: 'points' as const }
    expect(gaugeOf({ ...report, effect })).toEqual({
      bar: { low: -Infinity, estimate: -Infinity, high: -Infinity },
      isDown: true,
    })
    expect(gaugeLine(gaugeOf({ ...report, effect }), 13, true)).toMatch(/^◀/)
  })
})
