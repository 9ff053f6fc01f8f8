// `<trimtab-feedback>`: lets a person rate, comment and correct one answer. It sends through the page's outbox and knows
// the collector only by the token.
import type { FeedbackKind } from '@trimtab/contract'
import { type BrowserFeedback, speak } from '../browser-speaker.ts'
import type { FeedbackFate } from '../browser-transport.ts'
import { readTokenContent } from '../token-content.ts'
import { createView, type FeedbackView } from './feedback-view.ts'
import { ENGLISH, type FeedbackStrings, STRING_NAMES } from './strings.ts'

/** What the event `trimtab-feedback` tells: once when there is an answer, and again when what was kept is settled. */
export interface FeedbackEventDetail {
  kind: FeedbackKind
  /** A thumb is true or false, a comment and a correction their text; null when a thumb was taken back. */
  value: boolean | string | null
  /** Whether the collector has it. */
  delivered: boolean
  fate: FeedbackFate
}

const KINDS_DEFAULT = 'thumbs comment correction'

/** An answer within that time needs no "sending". */
const SENDING_MS = 400

/** On a server there are no elements, and a page that is put together there may import this all the same. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? Object

/**
 * Two thumbs, a comment and a correction, for the answer that its token stands for.
 *
 * Attributes: `token`, `url` of the collector, `name` of the opinion, `kinds` (of `thumbs comment correction`, those the
 * token allows too; a comment is asked for after a thumb), `value` (`up` or `down`, what was said before), `original` (the text to correct) or `for` (the
 * id of the element that holds it), and `text-…` for each of {@link FeedbackStrings}.
 */
export class TrimtabFeedbackElement extends Base {
  static readonly observedAttributes: readonly string[] = [
    'token',
    'kinds',
    'value',
    ...STRING_NAMES.map((name) => `text-${name}`),
  ]

  readonly #view: FeedbackView
  #strings: Partial<FeedbackStrings> = {}
  #thumb: boolean | undefined
  /** The thumb that holds when the next one is refused. */
  #taken: boolean | undefined
  /** Which of several answers that are under way the last word is about. */
  #turn = 0

  constructor() {
    super()
    this.#view = createView(this.attachShadow({ mode: 'open' }), {
      thumb: (isUp) => void this.#press(isUp),
      openCorrection: () => this.#toggleCorrection(),
      comment: {
        send: (text) => this.#write(text, { kind: 'comment', comment: text }),
        closed: () => (this.#thumb === false ? this.#view.down : this.#view.up).focus(),
      },
      correction: {
        send: (text) => this.#write(text === this.#original() ? '' : text, { kind: 'correction', value: text }),
        closed: () => {
          this.#view.correct.ariaExpanded = 'false'
          this.#view.correct.focus()
        },
      },
    })
    this.#startOver()
  }

  /** Texts for those that are not given as attributes. */
  get strings(): Partial<FeedbackStrings> {
    return this.#strings
  }

  set strings(strings: Partial<FeedbackStrings>) {
    this.#strings = strings
    this.#show()
  }

  connectedCallback(): void {
    // Set before this script had arrived, it stands on the object and in front of the setter.
    const early = Object.getOwnPropertyDescriptor(this, 'strings')
    if (early === undefined) return
    Reflect.deleteProperty(this, 'strings')
    this.strings = early.value as Partial<FeedbackStrings>
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return
    if (name === 'token' || name === 'value') this.#startOver()
    else this.#show()
  }

  /** Another token is another answer, of which nothing has been said. */
  #startOver(): void {
    this.#turn += 1
    this.#view.comment.reset()
    this.#view.correction.reset()
    this.#view.say('')
    const said = this.getAttribute('value')
    this.#taken = said === 'up' ? true : said === 'down' ? false : undefined
    this.#setThumb(this.#taken)
    this.#show()
  }

  #show(): void {
    const { up, down, correct, setStrings } = this.#view
    setStrings(this.#texts())
    up.hidden = down.hidden = !this.#allows('thumbs')
    correct.hidden = !this.#allows('correction')
    correct.ariaExpanded = String(!this.#view.correction.form.hidden)
    up.disabled = down.disabled = correct.disabled = !this.getAttribute('token')
  }

  #texts(): FeedbackStrings {
    const texts = { ...ENGLISH, ...this.#strings }
    for (const name of STRING_NAMES) texts[name] = this.getAttribute(`text-${name}`) ?? texts[name]
    return texts
  }

  #allows(kind: FeedbackKind): boolean {
    const wanted = this.getAttribute('kinds') ?? KINDS_DEFAULT
    return wanted.includes(kind) && this.#tokenAllows(kind)
  }

  /** A token that cannot be read is for the collector to refuse. */
  #tokenAllows(kind: FeedbackKind): boolean {
    const { kinds } = readTokenContent(this.getAttribute('token') ?? '')
    return Array.isArray(kinds) ? kinds.includes(kind) : kind !== 'retraction'
  }

  #original(): string {
    const given = this.getAttribute('original')
    if (given !== null) return given.trim()
    const root = this.getRootNode() as Document
    return root.getElementById?.(this.getAttribute('for') ?? '')?.innerText.trim() ?? ''
  }

  #setThumb(thumb: boolean | undefined): void {
    this.#thumb = thumb
    this.#view.setThumb(thumb)
  }

  async #press(isUp: boolean): Promise<void> {
    const isUndo = this.#thumb === isUp
    if (isUndo && !this.#tokenAllows('retraction')) {
      this.#openComment()
      this.#view.say(this.#texts().final)
      return
    }
    const thumb = isUndo ? undefined : isUp
    this.#setThumb(thumb)
    const mayComment = !isUndo && this.#openComment()
    if (isUndo) this.#view.comment.form.hidden = true
    const said: BrowserFeedback = isUndo
      ? { kind: 'retraction', of: { kind: 'thumbs' } }
      : { kind: 'thumbs', value: isUp }
    const { fate, isLast } = await this.#say(
      said,
      isUndo ? null : isUp,
      isUndo ? 'undone' : mayComment ? 'invite' : 'thanks',
    )
    if (fate !== 'refused') this.#taken = thumb
    else if (isLast) {
      this.#setThumb(this.#taken)
      this.#view.comment.form.hidden = true
    }
  }

  /** Not beside a correction that is being written. */
  #openComment(): boolean {
    const isCorrecting = !this.#view.correction.form.hidden
    const mayOpen = this.#allows('comment') && !isCorrecting
    if (mayOpen) this.#view.comment.open('')
    return mayOpen
  }

  #toggleCorrection(): void {
    const { comment, correction, correct } = this.#view
    const isOpening = correction.form.hidden
    correct.ariaExpanded = String(isOpening)
    if (!isOpening) {
      correction.form.hidden = true
      return
    }
    comment.form.hidden = true
    correction.open(this.#original())
    correction.focus()
  }

  async #write(text: string, feedback: BrowserFeedback): Promise<boolean> {
    if (text === '') {
      this.#view.say(this.#texts().unchanged)
      return false
    }
    const { fate } = await this.#say(feedback, text, 'thanks')
    return fate !== 'refused'
  }

  async #say(
    feedback: BrowserFeedback,
    value: FeedbackEventDetail['value'],
    done: keyof FeedbackStrings,
  ): Promise<{ fate: FeedbackFate; isLast: boolean }> {
    const turn = (this.#turn += 1)
    const token = this.getAttribute('token') ?? ''
    const announce = (name: keyof FeedbackStrings, tone?: 'wrong'): void => {
      if (turn === this.#turn) this.#view.say(this.#texts()[name], tone)
    }
    const settle = (fate: FeedbackFate, delivered: keyof FeedbackStrings): void => {
      if (fate === 'delivered') announce(delivered)
      else if (fate === 'kept') announce('kept')
      else announce(hasExpired(token) ? 'expired' : 'refused', 'wrong')
      const detail: FeedbackEventDetail = { kind: feedback.kind, value, delivered: fate === 'delivered', fate }
      this.dispatchEvent(new CustomEvent('trimtab-feedback', { bubbles: true, composed: true, detail }))
    }
    this.#view.say('')
    const slow = setTimeout(() => announce('sending'), SENDING_MS)
    const where = { url: this.getAttribute('url') ?? undefined, name: this.getAttribute('name') ?? undefined }
    const fate = await speak(token, { ...feedback, ...where }, (later) => settle(later, 'sent'))
    clearTimeout(slow)
    settle(fate, done)
    return { fate, isLast: turn === this.#turn }
  }
}

function hasExpired(token: string): boolean {
  return (readTokenContent(token).expiresAt ?? Infinity) * 1000 < Date.now()
}
