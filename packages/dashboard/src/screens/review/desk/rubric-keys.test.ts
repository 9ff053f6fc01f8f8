import type { RubricField } from '@trimtab/contract'
import { expect, test } from 'vitest'
import { withKeys } from './rubric-keys.ts'

const label = (options: string[]): RubricField => ({ name: 'wrong', kind: 'label', question: 'What?', options })

test('the keys go on where the judgement ends, from field to field', () => {
  const fields = withKeys([
    label(['policy', 'facts']),
    { name: 'note', kind: 'comment', question: 'Why?' },
    { name: 'safe', kind: 'thumbs', question: 'Safe?' },
    { name: 'tone', kind: 'score', question: 'Tone?', min: 1, max: 3 },
  ])
  expect(fields.map(({ choices }) => choices.map(({ key, name }) => `${key} ${name}`))).toEqual([
    ['5 policy', '6 facts'],
    [],
    ['7 Yes', '8 No'],
    ['9 1', '0 2', 'q 3'],
  ])
})

test('no two answers have one key, none takes a key of the page, and beyond the last key they are pressed', () => {
  const many = withKeys([
    label(Array.from({ length: 20 }, (_, at) => `a${at}`)),
    label(Array.from({ length: 20 }, (_, at) => `b${at}`)),
  ])
  const keys = many.flatMap(({ choices }) => choices.map(({ key }) => key))
  const given = keys.filter((key) => key !== null)
  expect(new Set(given).size).toBe(given.length)
  expect(given.filter((key) => '1234egnsu?'.includes(key))).toEqual([])
  expect(keys.at(-1)).toBeNull()
})

test('a score of many or broken steps is typed', () => {
  const score = (min: number, max: number): RubricField => ({ name: 's', kind: 'score', question: 'S?', min, max })
  expect(
    withKeys([score(0, 100), score(0, 0.5), { name: 's', kind: 'score', question: 'S?' }]).flatMap(
      (each) => each.choices,
    ),
  ).toEqual([])
})
