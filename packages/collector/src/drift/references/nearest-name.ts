// The name that somebody most likely meant: names of signals are written by hand, and one that is not there does nothing.

/** Of a name so much may be otherwise and it is still meant. */
const SHARE_WRONG = 0.34
const CHARS_MAX = 200

/** The closest by letters added, left out and changed, whatever their case; null where none is close. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const meant = name.toLowerCase()
  let [nearest, least]: [string | null, number] = [null, Math.ceil(name.length * SHARE_WRONG)]
  if (name.length > CHARS_MAX) return null
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) > least) continue
    const wrong = lettersApart(meant, candidate.toLowerCase())
    if (wrong < least || (wrong === least && nearest === null)) [nearest, least] = [candidate, wrong]
  }
  return nearest ?? known.find((candidate) => candidate.toLowerCase().endsWith(`.${meant}`)) ?? null
}

/** Levenshtein's distance, row by row. */
function lettersApart(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, place) => place)
  for (let at = 1; at <= left.length; at += 1) {
    const next = [at]
    for (let to = 1; to <= right.length; to += 1) {
      const changed = (row[to - 1] ?? 0) + (left[at - 1] === right[to - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[right.length] ?? 0
}
