// The dark values stand twice because CSS has no way to name a block; this keeps the second from falling behind.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const dark = readFileSync(new URL('./dark.css', import.meta.url), 'utf8')
const tokens = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

const declarations = (css: string): string[] => css.match(/--[a-z0-9-]+: [^;]+;/g) ?? []

test('a page told to be dark looks like a page on a dark system', () => {
  const systemDark = tokens.slice(tokens.indexOf('prefers-color-scheme: dark'))
  expect(declarations(dark).length).toBeGreaterThan(30)
  expect(declarations(dark)).toEqual(declarations(systemDark))
})
