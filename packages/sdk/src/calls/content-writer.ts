// Writes the content of one span: bounded, redacted, always as JSON that can be read. What it had to leave out it
// remembers, because a prediction that is not whole must say so.
import { JSON_LIMITS, writeJson } from '../privacy/bounded-json.ts'
import { NESTED } from '../privacy/json-text.ts'
import { cutText } from '../privacy/long-text.ts'
import type { RedactText } from '../privacy/redact.ts'
import { NestedJson } from '../telemetry/otlp-json.ts'

export class ContentWriter {
  isCut = false
  isUnreadable = false
  readonly #redact: RedactText | undefined

  constructor(redact: RedactText | undefined) {
    this.#redact = redact
  }

  write(value: unknown): NestedJson | undefined {
    if (value === undefined) return undefined
    const { json, isCut, isUnreadable } = writeJson(value, { redact: this.#redact, spelling: NESTED })
    this.isCut ||= isCut
    this.isUnreadable ||= isUnreadable
    return json === undefined ? undefined : new NestedJson(json)
  }

  /** A text that is sent as it is, no longer than any other. */
  redact<Value>(value: Value): Value | string {
    if (typeof value !== 'string') return value
    const { text, isCut } = cutText(value, JSON_LIMITS.textCharsMax, this.#redact)
    this.isCut ||= isCut
    return text
  }
}
