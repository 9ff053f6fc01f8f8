// What a correction changed, word by word: the longest common run of words stays, the rest is removed or added.
// Pure text in, pieces out; whoever shows them decides how a removed word looks.
import { diffArrays } from 'diff'

export interface DiffPiece {
  kind: 'same' | 'removed' | 'added'
  text: string
}

/** Beyond this many changed words the whole is one replacement: finding more would cost more than it explains. */
const CHANGES_MAX = 2000

/** Shorter runs of words between two changes are part of the change. */
const WORDS_KEPT_MIN = 3

export function diffWords(before: string, after: string): DiffPiece[] {
  const changes = diffArrays(words(before), words(after), { maxEditLength: CHANGES_MAX })
  if (changes === undefined) return [removed(before), added(after)]
  return joinChanges(
    changes.map(({ value, removed: isRemoved, added: isAdded }) => ({
      kind: isRemoved ? 'removed' : isAdded ? 'added' : 'same',
      text: value.join(''),
    })),
  )
}

/** A word keeps the space after it, so that the pieces add up to the text again; the end of a line is no part of it. */
function words(text: string): string[] {
  return text.match(/\s+|\S+[^\S\n]*/g) ?? []
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

function removed(text: string): DiffPiece {
  return { kind: 'removed', text }
}

function added(text: string): DiffPiece {
  return { kind: 'added', text }
}
