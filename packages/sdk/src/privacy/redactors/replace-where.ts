// Replaces what a pattern finds and a check confirms. What the check turns down is searched again from its second
// character, so that a false start never hides what begins inside it.

/** How many characters from the start of the match are what was looked for; 0 when it is something else. */
export type Confirm = (match: string) => number

export function replaceWhere(text: string, pattern: RegExp, placeholder: string, confirm: Confirm): string {
  pattern.lastIndex = 0
  let done = 0
  let replaced = ''
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const length = confirm(match[0])
    pattern.lastIndex = match.index + Math.max(length, 1)
    if (length > 0) {
      replaced += text.slice(done, match.index) + placeholder
      done = pattern.lastIndex
    }
  }
  return done === 0 ? text : replaced + text.slice(done)
}
