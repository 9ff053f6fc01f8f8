// Whether a text holds what tells a person: an address of e-mail, a number of a payment card, of a bank account, of a
// telephone, or of the social security of the United States. It is for watching how often that is, not for taking it out:
// a name or a street is not found. Every repetition is bounded, so that no text takes more than linear time.

import { isIban, isLuhn } from './checksums.ts'

export function hasPersonalData(text: string): boolean {
  return (text.includes('@') && EMAIL.test(text)) || (DIGITS.test(text) && hasNumber(text))
}

/** `logo@2x.png` is a picture. */
const EMAIL =
  /[\p{L}\p{N}_%+-]@(?![\p{L}\p{N}.-]{1,255}\.(?:png|jpe?g|gif|svg|webp|css|m?js|json)(?![\p{L}\p{N}]))(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}])/u

/** All of the numbers have two digits in a row at least. */
const DIGITS = /\d\d/

function hasNumber(text: string): boolean {
  return (
    hasAny(text, CARD, (found) => isCard(found.replaceAll(/\D/g, ''))) ||
    hasAny(text, IBAN, (found) => isIban(found.replaceAll(' ', ''))) ||
    SOCIAL_SECURITY.test(text) ||
    PHONE.test(text)
  )
}

function hasAny(text: string, pattern: RegExp, confirm: (found: string) => boolean): boolean {
  for (const [found] of text.matchAll(pattern)) if (confirm(found)) return true
  return false
}

/** Not inside a longer number or word. */
const BEFORE = String.raw`(?<![\p{L}\p{N}_]|\d[.,-])`
const AFTER = String.raw`(?![\p{L}\p{N}_]|[.,-]\d)`

/** In fours, in the groups of American Express, or in one piece. */
const CARD = new RegExp(
  String.raw`${BEFORE}[2-6](?:\d{12,18}|\d{3}([ -])\d{4}\1\d{4}\1\d{4}|\d{3}([ -])\d{6}\2\d{4,5})${AFTER}`,
  'gu',
)

/** Visa; Mastercard; American Express; Diners; Discover; JCB; UnionPay; Maestro. */
const ISSUERS =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|(?:6011|64[4-9]\d|65\d\d)\d{12}|35\d{14}|62\d{14,17}|(?:50|5[6-8]|6\d)\d{14})$/

function isCard(digits: string): boolean {
  return ISSUERS.test(digits) && isLuhn(digits)
}

/** In one piece or in fours. */
const IBAN = new RegExp(
  String.raw`${BEFORE}[A-Z]{2}\d\d(?:[A-Z\d]{11,30}|(?: [A-Z\d]{4}){2,7}(?: [A-Z\d]{1,3})?)${AFTER}`,
  'gu',
)

/** Areas 000, 666 and from 900 on, group 00 and serial 0000 were never given. */
const SOCIAL_SECURITY = new RegExp(String.raw`${BEFORE}(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}${AFTER}`, 'u')

const GAP = String.raw`[ \u00a0\u202f./()\u2010-\u2013-]`
const PHONE = new RegExp(
  [
    // +49 30 23125254, +1 (415) 555-0109
    String.raw`(?<![\p{L}\p{N}_+])\+[1-9](?:${GAP}{0,2}\d){7,14}(?!\d)`,
    // (415) 555-0109, 415-555-0109
    String.raw`${BEFORE}(?:\([2-9]\d\d\) ?|[2-9]\d\d[.-])[2-9]\d\d[.-]\d{4}${AFTER}`,
    // 06 12 34 56 78
    String.raw`${BEFORE}0[1-9](?:([ .-])\d\d)(?:\1\d\d){3}${AFTER}`,
    // 0171 1234567, 020 7946 0425
    String.raw`${BEFORE}0[1-9]\d{1,4}[ /]\d{3,4}[ -]?\d{3,5}${AFTER}`,
  ].join('|'),
  'u',
)
