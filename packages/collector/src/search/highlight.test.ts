import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { highlight } from './highlight.ts'
import { readSearch } from './read-search.ts'

function found(text: string, said: { input?: string[]; output?: string[] }) {
  const search = readSearch(text)
  if (typeof search === 'string') throw new Error(search)
  return highlight({ input: [], output: [], ...said }, search).map(({ where, text: piece, ranges }) => ({
    where,
    piece,
    words: ranges.map(([from, to]) => piece.slice(from, to)),
  }))
}

describe('a highlight', () => {
  it('shows each word as it was written, in the input and in the output', () => {
    const said = { input: ['nothing', 'Ein Mu\u0308ller, noch ein MÜLLER'], output: ['Müllers Mühle'] }
    expect(found('müller* noch', said)).toEqual([
      { where: 'input', piece: said.input[1], words: ['Mu\u0308ller', 'noch', 'MÜLLER'] },
      { where: 'output', piece: said.output[0], words: ['Müllers'] },
    ])
  })

  it('shows a phrase only where it is one, and pairs of characters as one word', () => {
    expect(found('"a b"', { input: ['b a, then a b'] })[0]?.words).toEqual(['a', 'b'])
    expect(found('猫が好', { input: ['黒い猫が好きです'] })[0]?.words).toEqual(['猫が好'])
  })

  it('is a piece of a long text, from a word on, whole characters only', () => {
    const [piece] = found('needle', { input: [`${'hay '.repeat(1000)}needle ${'😀'.repeat(1000)}`] })
    expect(piece?.piece).toMatch(/^hay hay.*needle 😀/u)
    expect(piece?.piece.length).toBeLessThanOrEqual(240)
    expect(piece?.piece.isWellFormed()).toBe(true)
    expect(piece?.words).toEqual(['needle'])
  })

  it('has its ranges inside of the piece, in order and apart', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'bb', '猫が', ' ', '😀', 'ü', 'x'.repeat(300))).map((all) => all.join('')),
        fc.constantFrom('a', 'b*', '猫', '"a bb"', '😀', 'x*', 'ü'),
        (text, sought) => {
          for (const { text: piece, ranges } of highlight(
            { input: [text], output: [] },
            readSearch(sought) as Exclude<ReturnType<typeof readSearch>, string>,
          )) {
            expect(ranges.length).toBeGreaterThan(0)
            const edges = ranges.flat()
            expect(edges).toEqual(edges.toSorted((left, right) => left - right))
            for (const [from, to] of ranges) expect(from).toBeLessThan(to)
            expect(edges.at(-1)).toBeLessThanOrEqual(piece.length)
            expect(piece.isWellFormed()).toBe(true)
          }
        },
      ),
    )
  })
})
