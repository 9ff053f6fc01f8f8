// International bank account numbers: as long as their country has them, with the right check digits (ISO 13616).
import { replaceWhere } from './replace-where.ts'

/** Which countries have them that long. */
const COUNTRIES = {
  15: 'NO',
  16: 'BE',
  18: 'DKFIFKFOGLNLSD',
  19: 'MKSI',
  20: 'ATBAEEKZLTLUMNXK',
  21: 'CHHRLILV',
  22: 'BGBHCRDEGBGEIEMERSVA',
  23: 'AEGIILIQOMSOTL',
  24: 'ADCZESMDPKROSASESKTNVG',
  25: 'LYPTST',
  26: 'ISTR',
  27: 'BIDJFRGRITMCMRSM',
  28: 'ALAZBYCYDOGTHULBNIPLSV',
  29: 'BREGPSQAUA',
  30: 'JOKWMUYE',
  31: 'MTSC',
  32: 'LC',
  33: 'RU',
}
const LENGTHS = new Map(
  Object.entries(COUNTRIES).flatMap(([length, countries]) =>
    (countries.match(/../g) ?? []).map((country) => [country, Number(length)] as const),
  ),
)

/** Its country and check digits, and up to as much as the longest has. */
const START = /(?<!(?<!\\)[\p{L}\p{N}_])[a-z]{2}\d\d(?:[ \u00a0-]?[a-z\d]){11,30}/giu

export function redactIbans(text: string): string {
  return replaceWhere(text, START, '[iban]', (found) => {
    const end = endOf(found, LENGTHS.get(found.slice(0, 2).toUpperCase()))
    return end > 0 && hasCheckDigits(found.slice(0, end)) ? end : 0
  })
}

/** Where so many letters and digits end, if they end there; else 0. */
function endOf(found: string, length: number | undefined): number {
  let seen = 0
  for (let index = 0; index < found.length; index += 1) {
    if (/[a-z\d]/i.test(found.charAt(index))) seen += 1
    if (seen === length) return /[a-z\d]/i.test(found.charAt(index + 1)) ? 0 : index + 1
  }
  return 0
}

function hasCheckDigits(found: string): boolean {
  const plain = found.replace(/[^a-z\d]/gi, '').toUpperCase()
  let rest = 0
  for (const character of plain.slice(4) + plain.slice(0, 4)) {
    const value = parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}
