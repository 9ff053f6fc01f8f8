// The parts of the element that are seen, made once; what they say and which of them are there is set from outside.
import { FEEDBACK_COMMENT_CHARS_MAX } from '@trimtab/contract'
import { createEditor, type Editor, type EditorActions } from './editor.ts'
import { make, makeIcon } from './make-node.ts'
import type { FeedbackStrings } from './strings.ts'
import { STYLE } from './style.ts'

export interface ViewActions {
  thumb: (isUp: boolean) => void
  openCorrection: () => void
  comment: EditorActions
  correction: EditorActions
}

export interface FeedbackView {
  up: HTMLButtonElement
  down: HTMLButtonElement
  correct: HTMLButtonElement
  comment: Editor
  correction: Editor
  setStrings: (strings: FeedbackStrings) => void
  setThumb: (thumb: boolean | undefined) => void
  say: (text: string, tone?: 'wrong') => void
}

/** Far below what the collector takes as one feedback, in whatever script it is written. */
const CORRECTION_CHARS_MAX = 100_000

const THUMB =
  'M6.5 9 9.6 2.9c.2-.4.6-.5 1-.4 1.1.3 1.7 1.3 1.5 2.4L11.5 8h4c1.2 0 2.1 1.1 1.8 2.3L16 15.6c-.2.9-1 1.5-1.9 1.5H2.5V9h4v8'
const PENCIL = 'M3.5 16.5 4.3 13 13.4 3.9a1.8 1.8 0 0 1 2.6 0 1.8 1.8 0 0 1 0 2.6L7 15.7ZM12 5.4 14.6 8'

export function createView(shadow: ShadowRoot, actions: ViewActions): FeedbackView {
  const up = make('button', { type: 'button', part: 'thumb up' }, [makeIcon(THUMB)])
  const down = make('button', { type: 'button', part: 'thumb down' }, [makeIcon(THUMB)])
  const correctText = make('span')
  const correct = make('button', { type: 'button', part: 'correct' }, [makeIcon(PENCIL), correctText])
  // Polite: it waits until what is being read out is finished.
  const status = make('p', { part: 'status', role: 'status' })
  const comment = createEditor('comment', FEEDBACK_COMMENT_CHARS_MAX, actions.comment)
  const correction = createEditor('correction', CORRECTION_CHARS_MAX, actions.correction)
  const bar = make('div', { part: 'bar' }, [up, down, correct, status])
  const root = make('div', { part: 'root', role: 'group' }, [bar, comment.form, correction.form])

  const style = new CSSStyleSheet()
  style.replaceSync(STYLE)
  shadow.adoptedStyleSheets = [style]
  shadow.append(root)

  up.addEventListener('click', () => actions.thumb(true))
  down.addEventListener('click', () => actions.thumb(false))
  correct.addEventListener('click', actions.openCorrection)

  return {
    up,
    down,
    correct,
    comment,
    correction,
    setStrings: (strings) => {
      root.ariaLabel = strings.group
      up.ariaLabel = up.title = strings.up
      down.ariaLabel = down.title = strings.down
      correctText.textContent = strings.correct
      comment.setTexts(strings.comment, strings)
      correction.setTexts(strings.correction, strings)
    },
    setThumb: (thumb) => {
      up.ariaPressed = String(thumb === true)
      down.ariaPressed = String(thumb === false)
    },
    say: (text, tone) => {
      status.textContent = text
      status.dataset['tone'] = tone ?? ''
    },
  }
}
