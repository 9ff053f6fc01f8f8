// A field with its buttons that opens under the thumbs: for a comment, or for what the answer should have been.
import { make } from './make-node.ts'
import type { FeedbackStrings } from './strings.ts'

export interface EditorActions {
  /** True when it has been taken, and the field may close and forget it. */
  send: (text: string) => Promise<boolean>
  /** Whoever opened it gets the focus back. */
  closed: () => void
}

export interface Editor {
  /** Hidden while the editor is closed. */
  form: HTMLFormElement
  /** What was typed before is still there; only an empty field begins with the text. */
  open: (text: string) => void
  focus: () => void
  /** Closes and forgets what was typed. */
  reset: () => void
  setTexts: (label: string, buttons: Pick<FeedbackStrings, 'send' | 'cancel'>) => void
}

export function createEditor(part: string, charsMax: number, actions: EditorActions): Editor {
  const name = make('span')
  const field = make('textarea', { part: 'field', maxlength: String(charsMax) })
  const send = make('button', { type: 'submit', part: 'send' })
  const cancel = make('button', { type: 'button', part: 'cancel' })
  const buttons = make('div', { part: 'actions' }, [send, cancel])
  const form = make('form', { part: `panel ${part}`, hidden: '' }, [make('label', {}, [name, field]), buttons])

  function reset(): void {
    field.value = ''
    form.hidden = true
  }

  function leave(): void {
    form.hidden = true
    actions.closed()
  }

  async function submit(): Promise<void> {
    if (form.ariaBusy === 'true') return
    form.ariaBusy = 'true'
    const hadFocus = form.matches(':focus-within')
    const text = field.value
    const isTaken = await actions.send(text.trim())
    form.ariaBusy = null
    // What was typed meanwhile has not been sent.
    if (!isTaken || field.value !== text) return
    reset()
    if (hadFocus) actions.closed()
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void submit()
  })
  cancel.addEventListener('click', leave)
  form.addEventListener('keyup', hide)
  form.addEventListener('keydown', (event) => {
    hide(event)
    // To whoever composes a character, Escape and Enter belong to that.
    if (event.isComposing) return
    if (event.key === 'Escape') leave()
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit()
  })

  return {
    form,
    open: (text) => {
      field.value ||= text
      form.hidden = false
    },
    focus: () => field.focus(),
    reset,
    setTexts: (label, texts) => {
      name.textContent = label
      send.textContent = texts.send
      cancel.textContent = texts.cancel
    },
  }
}

/** To the page a key comes from an element that is no field: its shortcuts would go off while somebody types. */
function hide(event: Event): void {
  event.stopPropagation()
}
