// Check digits, which tell a number of some kind from any other that is as long.

/** ISO/IEC 7812-1, by Hans Peter Luhn: of the digits from the right every second is doubled, and the sum ends in 0. */
export function isLuhn(digits: string): boolean {
  let sum = 0
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place])
    sum += place % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)
  }
  return sum % 10 === 0
}

/** ISO 7064 MOD 97-10, as in an IBAN (ISO 13616): the first four at the end, letters as 10 to 35, the rest is 1. */
export function isIban(plain: string): boolean {
  let rest = 0
  for (const character of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}
