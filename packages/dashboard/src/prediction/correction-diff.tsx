// What a correction changed, word by word: struck through and underlined, so that it reads without colour.
import { Fragment } from 'preact'
import { LongText } from '../controls/long-text.tsx'
import { diffWords } from '../format/word-diff.ts'

/** Texts longer than this are shown as they are: a diff of a book explains nothing. */
const CHARACTERS_MAX = 20_000

export function CorrectionDiff({ before, after }: { before: string | null; after: string }) {
  if (before === null || before.length + after.length > CHARACTERS_MAX) {
    return (
      <p class="diff" dir="auto">
        <LongText text={after} />
      </p>
    )
  }
  return (
    <p class="diff written" dir="auto">
      {diffWords(before, after).map((piece, at, pieces) => {
        if (piece.kind === 'removed') return <del key={at}>{piece.text}</del>
        if (piece.kind === 'same') return <span key={at}>{piece.text}</span>
        // The last word of a text has no space after it, and what came would run into what went.
        const last = pieces[at - 1]
        const isClose = last?.kind === 'removed' && !/\s$/.test(last.text)
        return (
          <Fragment key={at}>
            {isClose && ' '}
            <ins>{piece.text}</ins>
          </Fragment>
        )
      })}
    </p>
  )
}
