// Telephone numbers that look like nothing else: with a country code, in the form of North America, with the leading
// zero and the spaces they are written with in most of Europe, or beside a word such as "tel".

/** Not inside a number, a word or an amount. After a backslash stands the letter of an escape, such as in `\n`. */
const BEFORE = String.raw`(?<!(?<!\\)[\p{L}\p{N}_]|[+]|\d[.,])`
const AFTER = String.raw`(?![\p{L}\p{N}_]|[.,/-]\d)`
const GAP = String.raw`[ \u00a0\u202f./()\u2010-\u2013-]`

const PHONE = new RegExp(
  [
    // +49 30 23125254, +1 (415) 555-0109; 0049 30 23125254
    String.raw`${BEFORE}(?:\+1(?:${GAP}{0,2}\d){10}|\+[2-9](?:${GAP}{0,2}\d){7,14}|(?<!\d )00[1-9]\d{0,2} (?:${GAP}{0,2}\d){6,12})${AFTER}`,
    // (415) 555-0109, 415-555-0109, 1-415-555-0109
    String.raw`${BEFORE}(?:1[ .-])?(?:\([2-9]\d\d\) ?[2-9]\d\d[ .-]|[2-9]\d\d([.-])[2-9]\d\d\1)\d{4}${AFTER}`,
    // 06 12 34 56 78
    String.raw`(?<!\d[ .])${BEFORE}0[1-9](?:([ .-])\d\d)(?:\2\d\d){3}${AFTER}`,
    // 0171 1234567, 020 7946 0425, 030/23125254
    String.raw`(?<!\d[ /])${BEFORE}(?:\(0[1-9]\d{1,4}\) ?|0[1-9]\d{1,4}[ /])\d{3,4}[ -]?\d{3,5}(?! ?\d)${AFTER}`,
    // tel. 01711234567
    String.raw`(?<=(?<!\p{L})(?:t[eé]l(?:e(?:fono?|phone|fax))?|phone|mobile?|móvil|cell|handy|fax|whatsapp)(?:\.?:?| (?:is|no\.?|nr\.?|number):?) ?)[+(]?\d(?:${GAP}?\d){6,14}${AFTER}`,
  ].join('|'),
  'giu',
)

const CHARS_MIN = 8
const DIGIT = /\d/

export function redactPhones(text: string): string {
  return text.length >= CHARS_MIN && DIGIT.test(text) ? text.replace(PHONE, '[phone]') : text
}
