// Text in a column comes back as it was: SQLite keeps UTF-8, which has no place for half of a surrogate pair.

/** What begins with it is JSON; so is any text that would begin with it by itself. */
const ESCAPE = '\u0000'

export function toText(text: string): string {
  return text.isWellFormed() && !text.startsWith(ESCAPE) ? text : ESCAPE + JSON.stringify(text)
}

export function fromText(stored: string): string {
  return stored.startsWith(ESCAPE) ? (JSON.parse(stored.slice(ESCAPE.length)) as string) : stored
}

export function toTextOrNull(text: string | null): string | null {
  return text === null ? null : toText(text)
}

export function fromTextOrNull(stored: string | null): string | null {
  return stored === null ? null : fromText(stored)
}
