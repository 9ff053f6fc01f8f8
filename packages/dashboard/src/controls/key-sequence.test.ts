import { expect, test } from 'vitest'
import { type KeyPress, readKey } from './key-sequence.ts'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isTyping: false,
  ...more,
})

test('a letter is itself, whatever the shift key says', () => {
  expect(readKey(null, press('J'))).toEqual({ first: null, pressed: 'j' })
})

test('g waits for the page it goes to', () => {
  const waiting = readKey(null, press('g'))
  expect(waiting).toEqual({ first: 'g', pressed: null })
  expect(readKey(waiting.first, press('p'))).toEqual({ first: null, pressed: 'g p' })
})

test('nothing but Escape is a command while one types', () => {
  expect(readKey(null, press('j', { isTyping: true })).pressed).toBeNull()
  expect(readKey(null, press('Escape', { isTyping: true })).pressed).toBe('escape')
})

test('the browser keeps its own shortcuts', () => {
  expect(readKey('g', press('p', { ctrlKey: true }))).toEqual({ first: null, pressed: null })
})
