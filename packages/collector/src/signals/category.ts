// Texts as categories: what is longer than a name of anything is told by how it begins.

const CATEGORY_CHARS_MAX = 100

export function categoryOf(text: string | boolean | number): string {
  const whole = String(text)
  // Not in the middle of a character, which would be no text.
  return whole.length <= CATEGORY_CHARS_MAX ? whole : whole.slice(0, CATEGORY_CHARS_MAX).toWellFormed()
}
