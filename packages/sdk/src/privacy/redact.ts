// Takes personal data and secrets out of text before it leaves the app. Never throws: a text that cannot be redacted is
// withheld.
import { redactCards } from './redactors/card.ts'
import { redactEmails } from './redactors/email.ts'
import { redactIbans } from './redactors/iban.ts'
import { redactPhones } from './redactors/phone.ts'
import { redactSecrets } from './redactors/secret.ts'

/** A redactor that comes with the SDK: what it finds becomes `[email]`, `[phone]`, `[card]`, `[iban]` or `[secret]`. */
export type RedactorName = 'email' | 'phone' | 'card' | 'iban' | 'secret'

/**
 * What takes something out of every text: one of ours by its name, or a function of yours. Ours work first; a function
 * gets what they have left, must be fast, and gives a text at once. Where it throws, the text is withheld.
 */
export type Redactor = RedactorName | ((text: string) => string)

export type RedactText = (text: string) => string

/** In the order they work in: an account number is not left for the search for cards. */
const REDACTORS: { readonly [name in RedactorName]: RedactText } = {
  secret: redactSecrets,
  iban: redactIbans,
  card: redactCards,
  email: redactEmails,
  phone: redactPhones,
}

export const REDACTOR_NAMES: readonly RedactorName[] = ['email', 'phone', 'card', 'iban', 'secret']

const UNREDACTABLE = '[unredactable]'

/** Undefined when there is nothing to do. `onFailure` is told of each text that had to be withheld. */
export function createRedact(redactors: readonly Redactor[], onFailure: () => void): RedactText | undefined {
  const named = Object.entries(REDACTORS).filter(([name]) => redactors.some((redactor) => redactor === name))
  const own = redactors.filter((redactor) => typeof redactor === 'function')
  const steps: RedactText[] = [...named.map(([, redact]) => redact), ...own]
  if (steps.length === 0) return undefined
  return (text) => {
    try {
      return steps.reduce((left, step) => applyStep(step, left), text)
    } catch {
      onFailure()
      return UNREDACTABLE
    }
  }
}

function applyStep(step: RedactText, text: string): string {
  const redacted: unknown = step(text)
  if (typeof redacted === 'string') return redacted
  // Whoever wrote an async function is told by what is counted, not by a rejection that nobody handles.
  if (redacted instanceof Promise) redacted.catch(() => undefined)
  throw new TypeError('a redactor gave no text')
}
