import { expect, test } from 'vitest'
import { fieldNameFrom } from './field-name.ts'

test('a question names its answers, in any script', () => {
  expect(fieldNameFrom('What was wrong?', [])).toBe('what_was_wrong')
  expect(fieldNameFrom('  Ist es höflich – ja?', [])).toBe('ist_es_höflich_ja')
  expect(fieldNameFrom('正しいですか？', [])).toBe('正しいですか')
  expect(fieldNameFrom('???', ['x'])).toBe('')
  expect(fieldNameFrom('long '.repeat(100), [])).toHaveLength(60)
})

test('no two questions have one name, and none has the name of the judgement', () => {
  expect(fieldNameFrom('Tone?', ['tone', 'tone_2'])).toBe('tone_3')
  expect(fieldNameFrom('Decision?', [])).toBe('decision_2')
})
