// What a correction changed, word by word: the longest common run of words stays, the rest is removed or added.
// Pure text in, pieces out; whoever shows them decides how a removed word looks.

export interface DiffPiece {
  kind: 'same' | 'removed' | 'added'
  text: string
}

/** Above this many word pairs the middle is shown as one replacement: the table would cost more than it explains. */
const WORD_PAIRS_MAX = 1_000_000

/** Shorter runs of words between two changes are part of the change. */
const WORDS_KEPT_MIN = 3

export function diffWords(before: string, after: string): DiffPiece[] {
  const old = words(before)
  const next = words(after)
  const shortest = Math.min(old.length, next.length)
  let start = 0
  while (start < shortest && old[start] === next[start]) start++
  let end = 0
  while (end < shortest - start && old[old.length - 1 - end] === next[next.length - 1 - end]) end++
  const pieces = joinAlike([
    { kind: 'same', text: old.slice(0, start).join('') },
    ...diffMiddle(old.slice(start, old.length - end), next.slice(start, next.length - end)),
    { kind: 'same', text: old.slice(old.length - end).join('') },
  ])
  return joinChanges(pieces)
}

/** A word keeps the white space after it, so that the pieces add up to the text again. */
function words(text: string): string[] {
  return text.match(/\s+|\S+\s*/g) ?? []
}

function diffMiddle(old: string[], next: string[]): DiffPiece[] {
  if (old.length * next.length > WORD_PAIRS_MAX) return [removed(old.join('')), added(next.join(''))]
  const common = commonLengths(old, next)
  const pieces: DiffPiece[] = []
  let oldAt = 0
  let nextAt = 0
  while (oldAt < old.length || nextAt < next.length) {
    const oldWord = old[oldAt]
    const nextWord = next[nextAt]
    if (oldWord !== undefined && oldWord === nextWord) {
      pieces.push({ kind: 'same', text: oldWord })
      oldAt++
      nextAt++
    } else if (
      oldWord !== undefined &&
      (nextWord === undefined || lengthAt(common, oldAt + 1, nextAt) >= lengthAt(common, oldAt, nextAt + 1))
    ) {
      pieces.push(removed(oldWord))
      oldAt++
    } else if (nextWord !== undefined) {
      pieces.push(added(nextWord))
      nextAt++
    }
  }
  return pieces
}

/** For each pair of positions, how many words the two rests have in common, in order. */
function commonLengths(old: string[], next: string[]): Uint32Array[] {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint32Array(next.length + 1))
  for (let oldAt = old.length - 1; oldAt >= 0; oldAt--) {
    for (let nextAt = next.length - 1; nextAt >= 0; nextAt--) {
      const row = rows[oldAt]
      if (row === undefined) continue
      row[nextAt] =
        old[oldAt] === next[nextAt]
          ? lengthAt(rows, oldAt + 1, nextAt + 1) + 1
          : Math.max(lengthAt(rows, oldAt + 1, nextAt), lengthAt(rows, oldAt, nextAt + 1))
    }
  }
  return rows
}

function lengthAt(rows: Uint32Array[], oldAt: number, nextAt: number): number {
  return rows[oldAt]?.[nextAt] ?? 0
}

/**
 * A word or two that both texts happen to share inside a rewritten sentence only cut it to pieces: there, what changed
 * is one removal and one addition.
 */
function joinChanges(pieces: DiffPiece[]): DiffPiece[] {
  const joined: DiffPiece[] = []
  let gone = ''
  let came = ''
  const flush = (): void => {
    joined.push(removed(gone), added(came))
    gone = ''
    came = ''
  }
  for (const [at, piece] of pieces.entries()) {
    const isInside = at > 0 && at < pieces.length - 1 && words(piece.text).length < WORDS_KEPT_MIN
    if (piece.kind === 'same' && !isInside) {
      flush()
      joined.push(piece)
      continue
    }
    if (piece.kind !== 'added') gone += piece.text
    if (piece.kind !== 'removed') came += piece.text
  }
  flush()
  return joined.filter((piece) => piece.text !== '')
}

function joinAlike(pieces: DiffPiece[]): DiffPiece[] {
  const joined: DiffPiece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (piece.text === '') continue
    if (last?.kind === piece.kind) last.text += piece.text
    else joined.push({ ...piece })
  }
  return joined
}

function removed(text: string): DiffPiece {
  return { kind: 'removed', text }
}

function added(text: string): DiffPiece {
  return { kind: 'added', text }
}
