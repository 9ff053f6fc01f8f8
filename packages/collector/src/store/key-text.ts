// The text of a key, and the hash that stands for it in the store. A hash without salt and rounds is enough here and
// nowhere else: the secret is 256 random bits, which nobody guesses at any speed. For the same reason looking a hash up
// may take as long as it likes: how far two hashes agree says nothing about a text that would have it.

import { createHash, randomBytes } from 'node:crypto'

const KEY_TEXT = /^tt_([0-9a-f]{10})_[\w-]{43}$/

export interface KeyText {
  id: string
  text: string
}

/** `tt_<public id>_<secret>`: the id names it in a list, the prefix lets scanners for leaked secrets find it. */
export function makeKeyText(makeBytes: (bytes: number) => Buffer = randomBytes): KeyText {
  const id = makeBytes(5).toString('hex')
  return { id, text: `tt_${id}_${makeBytes(32).toString('base64url')}` }
}

export function isKeyText(text: string): boolean {
  return KEY_TEXT.test(text)
}

export function hashKeyText(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
