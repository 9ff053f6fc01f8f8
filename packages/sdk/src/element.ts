// The entry point for `<trimtab-feedback>`: importing it is enough, a page can use the element from then on. It is one
// file that a page can be served as it is, and contains what the browser entry does.
import { sendKeptFeedback } from './feedback/browser-speaker.ts'
import { type FeedbackEventDetail, TrimtabFeedbackElement } from './feedback/element/feedback-element.ts'

export { type FeedbackEventDetail, TrimtabFeedbackElement } from './feedback/element/feedback-element.ts'
export { type FeedbackStrings } from './feedback/element/strings.ts'

const NAME = 'trimtab-feedback'

declare global {
  interface HTMLElementTagNameMap {
    'trimtab-feedback': TrimtabFeedbackElement
  }
  interface HTMLElementEventMap {
    'trimtab-feedback': CustomEvent<FeedbackEventDetail>
  }
}

// Two scripts of one page may bring it, and a server that puts pages together has no elements at all.
if (globalThis.customElements !== undefined && customElements.get(NAME) === undefined) {
  customElements.define(NAME, TrimtabFeedbackElement)
  sendKeptFeedback()
}
