// Objects whose keys were chosen by somebody else.

import type { AnyValue } from './otlp.ts'

/** Sets a key also where it is `__proto__`, which an assignment would take for the prototype. */
export function setOwn(object: { [key: string]: AnyValue }, key: string, value: AnyValue): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  } else object[key] = value
}
