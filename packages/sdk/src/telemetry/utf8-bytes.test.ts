import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { countUtf8Bytes } from './utf8-bytes.ts'

it('a text is as long as what is sent of it, whatever it is written in', () => {
  const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('ä', '€', '😀', '\ud83d', '\ude00'))
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('')
      expect(countUtf8Bytes(text)).toBe(Buffer.byteLength(text))
    }),
  )
})
