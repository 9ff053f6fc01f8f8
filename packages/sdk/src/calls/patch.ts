// Replaces one method of one object, so that the object stays the one the caller knows: its class, its private members
// and everything that hangs on it.

export type Method = (this: unknown, ...parameters: never[]) => unknown

/** False where the object does not let itself be changed, or has no such method. */
export function patch(target: object, key: PropertyKey, replace: (original: Method) => Method): boolean {
  try {
    const original: unknown = Reflect.get(target, key)
    if (typeof original !== 'function') return false
    const value = replace(original as Method)
    return Reflect.defineProperty(target, key, { value, configurable: true, writable: true, enumerable: false })
  } catch {
    return false
  }
}
