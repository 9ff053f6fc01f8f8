// Objects that are neither plain nor lists, in plain values. JSON makes `{}` of most of them, and a million keys of some.

/** A plain value, perhaps only its beginning, and how long all of it is; or what stands for it. */
export type Unusual = { value: unknown; length?: number | undefined } | { mark: string }

/** May throw, as anything that asks a foreign object. */
export function readUnusual(value: object, itemsMax: number): Unusual {
  if (ArrayBuffer.isView(value)) return readView(value, itemsMax)
  if (value instanceof ArrayBuffer) return markBytes(value)
  if (value instanceof Error) return { value: readError(value) }
  if (value instanceof Map) return readMap(value, itemsMax)
  if (value instanceof Set) return { value: firstOf(Set.prototype.values.call(value), itemsMax), length: value.size }
  const { toJSON } = value as { toJSON?: unknown }
  return { value: typeof toJSON === 'function' ? toJSON.call(value, '') : value }
}

/** Numbers are a vector; single bytes are a file. */
function readView(view: ArrayBufferView, itemsMax: number): Unusual {
  if (view instanceof DataView || (view as Uint8Array).BYTES_PER_ELEMENT === 1) return markBytes(view)
  const numbers = view as Float64Array
  return { value: Array.prototype.slice.call(numbers, 0, itemsMax), length: numbers.length }
}

function markBytes({ byteLength }: { byteLength: number }): Unusual {
  return { mark: `${byteLength.toLocaleString('en')} bytes` }
}

/** Without the stack, which is about us; the members of an error are not its own as JSON understands it. */
function readError({ name, message, cause }: Error): object {
  return { name, message, ...(cause !== undefined && { cause }) }
}

function readMap(map: Map<unknown, unknown>, itemsMax: number): Unusual {
  // One more than will be written, so that the writer sees that it is not all.
  const entries = firstOf(Map.prototype.entries.call(map), itemsMax + 1)
  return { value: Object.fromEntries(entries.map(([key, value]) => [String(key), value])), length: map.size }
}

function firstOf<Item>(items: Iterator<Item>, count: number): Item[] {
  const first: Item[] = []
  for (let next = items.next(); next.done !== true && first.length < count; next = items.next()) first.push(next.value)
  return first
}
