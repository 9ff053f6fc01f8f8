import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readIndexed, readUnder } from './indexed-keys.ts'

function entriesOf(attributes: { [key: string]: string }, prefix = 'p.') {
  return readIndexed(new Map(Object.entries(attributes)), prefix).map((entry) => Object.fromEntries(entry))
}

describe('a list that was flattened into names', () => {
  it('is read by its index and not by the order of the names', () => {
    expect(entriesOf({ 'p.2.a': 'third', 'p.0.a': 'first', 'p.0.b.c': 'more', 'q.0.a': 'other' })).toEqual([
      { a: 'first', 'b.c': 'more' },
      { a: 'third' },
    ])
  })

  it('may hold values without a name', () => {
    expect(entriesOf({ 'p.0': 'bare' })).toEqual([{ '': 'bare' }])
  })

  it.each(['p.999999999.a', 'p.10001.a', 'p.-1.a', 'p.1e3.a', 'p.__proto__.a', 'p.name', 'p..a'])(
    'takes no place for %s',
    (key) => {
      expect(entriesOf({ [key]: 'x' })).toEqual([])
    },
  )

  it('keeps any name inside, `__proto__` too, without touching anything else', () => {
    const [entry] = readIndexed(new Map([['p.0.__proto__', 'x']]), 'p.')
    expect(entry?.get('__proto__')).toBe('x')
    expect({}).not.toHaveProperty('x')
  })

  it('comes out the same in whatever order its names come', () => {
    const keys = fc
      .uniqueArray(fc.nat({ max: 50 }), { maxLength: 10 })
      .map((places) => places.map((place): [string, string] => [`p.${place}.a`, String(place)]))
    const twice = keys.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
    fc.assert(
      fc.property(twice, ([inOrder, shuffled]) => {
        expect(readIndexed(new Map(shuffled), 'p.')).toEqual(readIndexed(new Map(inOrder), 'p.'))
      }),
    )
  })
})

describe('what stands under a prefix', () => {
  it('is known by the rest of its name', () => {
    expect(
      readUnder(
        new Map([
          ['a.b.c', 1],
          ['a.', 2],
          ['b.c', 3],
        ]),
        'a.',
      ),
    ).toEqual([['b.c', 1]])
  })
})
