// A mark on a span of the app that says: this is a prediction that a Trimtab of this process records by itself, whole.
// A processor, be it of another copy of this package, must not send it a second time.

const MARK = Symbol.for('trimtab.sdk.recorded')

export function markRecorded(span: object): void {
  Reflect.defineProperty(span, MARK, { value: true })
}

export function isRecorded(span: object): boolean {
  return MARK in span
}
