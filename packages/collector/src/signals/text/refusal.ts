// Whether an answer refuses what was asked, by how it begins: whoever says no says so at once.

import { REFUSAL_PHRASES } from './refusal-phrases.ts'

/** Later on, "I can't help with" is mostly about something else. */
const CHARS_READ = 250

/** A guess by phrases: one refused in other words is not found. It is for watching how often that is. */
export function isRefusal(text: string): boolean {
  const beginning = text.slice(0, CHARS_READ).toLowerCase().replaceAll(/[’‘ʼ]/g, "'").replaceAll(/\s+/g, ' ')
  return REFUSAL_PHRASES.some((phrase) => beginning.includes(phrase))
}
