import type { RubricField } from '@trimtab/contract'
import { expect, test } from 'vitest'
import { keysInShort, withKeys } from './rubric-keys.ts'

const label = (options: string[]): RubricField => ({ name: 'wrong', kind: 'label', question: 'What?', options })

test('the keys go on where the judgement ends, from field to field', () => {
  const { fields } = withKeys([
    label(['policy', 'facts']),
    { name: 'note', kind: 'comment', question: 'Why?' },
    { name: 'safe', kind: 'thumbs', question: 'Safe?' },
    { name: 'tone', kind: 'score', question: 'Tone?', min: 1, max: 3 },
  ])
  expect(fields.map(({ choices }) => choices.map(({ key, name }) => `${key} ${name}`))).toEqual([
    ['5 policy', '6 facts'],
    [],
    ['7 Yes', '8 No'],
    ['q 1', 'w 2', 'r 3'],
  ])
})

test('no digit stands for another number, in a score, in an option or in a label', () => {
  const score: RubricField = { name: 's', kind: 'score', question: 'S?', min: 0, max: 9 }
  const { fields, labels } = withKeys([label(['under 5', 'over 5']), score], ['1', '2', '٣'])
  const keys = [...fields.flatMap(({ choices }) => choices), ...labels].map(({ key }) => key)
  expect(keys).toHaveLength(15)
  expect(keys.filter((key) => key === null || /\d/.test(key))).toEqual([])
})

test('the labels of a correction take the keys that the rubric leaves', () => {
  const { labels } = withKeys([label(['a', 'b', 'c', 'd'])], ['refund', 'delivery', 'other'])
  expect(labels.map(({ key, name }) => `${key} ${name}`)).toEqual(['q refund', 'w delivery', 'r other'])
})

test('one line names the keys of the first question, and that there are more', () => {
  const { fields } = withKeys([{ name: 'safe', kind: 'thumbs', question: 'Safe?' }, label(['a', 'b'])])
  expect(keysInShort(fields.map(({ choices }) => choices))).toEqual(['5', '6', '…'])
  expect(keysInShort(fields.slice(1).map(({ choices }) => choices))).toEqual(['7', '8'])
  expect(keysInShort([])).toEqual([])
})

test('no two answers have one key, none takes a key of the page, and beyond the last key they are pressed', () => {
  const many = withKeys([
    label(Array.from({ length: 20 }, (_, at) => `a${at}`)),
    label(Array.from({ length: 20 }, (_, at) => `b${at}`)),
  ])
  const keys = many.fields.flatMap(({ choices }) => choices.map(({ key }) => key))
  const given = keys.filter((key) => key !== null)
  expect(new Set(given).size).toBe(given.length)
  expect(given.filter((key) => '1234egnsu?'.includes(key))).toEqual([])
  expect(keys.at(-1)).toBeNull()
})

test('a score of many or broken steps is typed', () => {
  const score = (min: number, max: number): RubricField => ({ name: 's', kind: 'score', question: 'S?', min, max })
  expect(
    withKeys([score(0, 100), score(0, 0.5), { name: 's', kind: 'score', question: 'S?' }]).fields.flatMap(
      (each) => each.choices,
    ),
  ).toEqual([])
})
