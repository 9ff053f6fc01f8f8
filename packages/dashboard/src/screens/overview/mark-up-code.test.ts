import { expect, test } from 'vitest'
import { markUpCode } from './mark-up-code.ts'
import { snippets } from './snippets.ts'

test('an address in a string is not a comment', () => {
  expect(markUpCode("url: 'http://127.0.0.1:4318' // here")).toEqual([
    { kind: 'plain', text: 'url: ' },
    { kind: 'string', text: "'http://127.0.0.1:4318'" },
    { kind: 'plain', text: ' ' },
    { kind: 'comment', text: '// here' },
  ])
})

test('colouring loses no character of what is copied', () => {
  for (const { code } of snippets('http://127.0.0.1:4318')) {
    for (const line of code.split('\n')) {
      expect(
        markUpCode(line)
          .map((token) => token.text)
          .join(''),
      ).toBe(line)
    }
  }
})
