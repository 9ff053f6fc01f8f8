import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isIban, isLuhn } from './checksums.ts'

it('the examples of the standards check', () => {
  expect(isLuhn('79927398713')).toBe(true)
  for (const iban of ['GB82WEST12345698765432', 'DE89370400440532013000']) expect(isIban(iban)).toBe(true)
})

it('one wrong digit never checks', () => {
  fc.assert(
    fc.property(fc.nat(15), fc.integer({ min: 1, max: 9 }), (place, by) => {
      const digits = Array.from('4111111111111111')
      digits[place] = String((Number(digits[place]) + by) % 10)
      expect(isLuhn(digits.join(''))).toBe(false)
      const iban = Array.from('DE89370400440532013000')
      iban[place + 4] = String((Number(iban[place + 4]) + by) % 10)
      expect(isIban(iban.join(''))).toBe(false)
    }),
  )
})
