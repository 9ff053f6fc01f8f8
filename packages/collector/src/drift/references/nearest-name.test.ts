import { expect, it } from 'vitest'
import { nearestName } from './nearest-name.ts'

const KNOWN = ['durationMs', 'label', 'thumbs', 'input.length', 'output.length', 'feature.age']

it.each([
  ['durationms', 'durationMs'],
  ['duratonMs', 'durationMs'],
  ['lable', 'label'],
  ['output.lenght', 'output.length'],
  ['age', 'feature.age'],
])('%s was most likely meant to be %s', (name, meant) => {
  expect(nearestName(name, KNOWN)).toBe(meant)
})

it.each(['colour', '', 'x', 'a'.repeat(100_000)])('nothing is close to a name of other letters', (name) => {
  expect(nearestName(name, KNOWN)).toBeNull()
})
