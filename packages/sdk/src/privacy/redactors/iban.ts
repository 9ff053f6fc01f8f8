// International bank account numbers: as long as their country has them, with the right check digits (ISO 13616).
import { replaceWhere } from './replace-where.ts'

const LENGTHS = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29
   ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28
   LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25
   QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
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
