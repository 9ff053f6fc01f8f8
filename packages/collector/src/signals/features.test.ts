import { expect, it } from 'vitest'
import { observeFeatures } from './features.ts'

const embedding = Array.from({ length: 8 }, (_, place) => place / 8)

it('each value is seen by its name, as what it is', () => {
  const seen = observeFeatures({
    region: 'north',
    income: 52_000,
    isNew: true,
    age: null,
    zip: '01234',
    bought: ['a', 'b'],
    scores: [1, 2, 3],
    embedding,
    address: { city: 'Ulm', geo: { lat: 1 } },
  })
  expect(Object.fromEntries(seen.map(({ name, value }) => [name, value]))).toEqual({
    'feature.region': 'north',
    'feature.income': 52_000,
    'feature.isNew': 'true',
    'feature.age': null,
    'feature.zip': '01234',
    'feature.bought.count': 2,
    'feature.scores.count': 3,
    'feature.embedding': embedding,
    'feature.address.city': 'Ulm',
  })
  expect(seen.map(({ name }) => name)).toEqual(seen.map(({ name }) => name).toSorted((a, b) => (a < b ? -1 : 1)))
  expect(seen.every(({ group }) => group === 'input')).toBe(true)
})

it('of too many the first by name are seen, whatever order they came in', () => {
  const names = Array.from({ length: 300 }, (_, place) => `f${String(place).padStart(3, '0')}`)
  const seen = observeFeatures(Object.fromEntries(names.toReversed().map((name) => [name, 1])))
  expect(seen.map(({ name }) => name)).toEqual(names.slice(0, 200).map((name) => `feature.${name}`))
})

it('however many there are, within each other or not, so many are looked at', () => {
  const inner = Object.fromEntries(Array.from({ length: 1_000 }, (_, place) => [`m${place}`, place]))
  const outer = Object.fromEntries(Array.from({ length: 1_000 }, (_, place) => [`o${place}`, inner]))
  const seen = observeFeatures({ first: 1, ...outer, last: 1 }).map(({ name }) => name)
  expect(seen[0]).toBe('feature.first')
  expect(seen.slice(1).every((name) => name.startsWith('feature.o0.'))).toBe(true)
})

it('long names and long texts are cut, and of two that are the same then the first is seen', () => {
  const long = 'x'.repeat(300)
  const seen = observeFeatures({ [`${long}1`]: 'y'.repeat(300), [`${long}2`]: 'z' })
  expect(seen).toEqual([{ name: `feature.${'x'.repeat(92)}`, group: 'input', value: 'y'.repeat(100) }])
})

it('a list with anything but numbers in it, or with too many, is no vector', () => {
  const seen = observeFeatures({ a: [...embedding, null], b: Array.from({ length: 9_000 }, () => 1) })
  expect(seen.map(({ name, value }) => [name, value])).toEqual([
    ['feature.a.count', 9],
    ['feature.b.count', 9_000],
  ])
})

it('of a model without features there is nothing to see', () => {
  expect(observeFeatures(null)).toEqual([])
})
