// Payment card numbers: grouped as they are printed or in one piece, of an issuer that exists, with a right check digit.
import { replaceWhere } from './replace-where.ts'

/** Sixteen to nineteen digits in fours, thirteen to nineteen in one piece, or the groups of American Express and Diners. */
const DIGITS =
  /(?<!\d|\d[.-]|(?<!\\)[\p{L}_])[2-6](?:\d{12,18}|\d{3}([ \u00a0-])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|\d{3}([ \u00a0-])\d{6}\2\d{4,5})(?![\p{L}\d_]|[.-]\d)/gu

/** Visa; Mastercard; American Express; Diners; Discover; JCB; UnionPay; Maestro. */
const ISSUERS =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|(?:6011|64[4-9]\d|65\d\d)\d{12}|35\d{14}|62\d{14,17}|(?:50[1-3]\d|5[6-8]\d\d|6\d{3})\d{12})$/

export function redactCards(text: string): string {
  return replaceWhere(text, DIGITS, '[card]', (found) => {
    if (isCard(found)) return found.length
    // What stands behind may be the code on the back and not the last group.
    const end = Math.max(found.lastIndexOf(' '), found.lastIndexOf('\u00a0'))
    return end > 0 && isCard(found.slice(0, end)) ? end : 0
  })
}

function isCard(found: string): boolean {
  const digits = found.replace(/\D/g, '')
  return ISSUERS.test(digits) && isLuhn(digits)
}

function isLuhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index])
    sum += index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)
  }
  return sum % 10 === 0
}
