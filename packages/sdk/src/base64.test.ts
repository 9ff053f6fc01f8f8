import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeBase64 } from './base64.ts'

it('bytes of any length come back as they were', () => {
  const lengths = fc.constantFrom(0, 1, 2, 3, 0x7fff, 0x8000, 0x8001, 200_000)
  fc.assert(
    fc.property(lengths, fc.nat(255), (length, first) => {
      const bytes = Uint8Array.from({ length }, (_, index) => (first + index * 7) % 256)
      expect(Buffer.from(encodeBase64(bytes), 'base64').equals(bytes)).toBe(true)
    }),
    { numRuns: 30 },
  )
})
