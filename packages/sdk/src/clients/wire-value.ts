// Values of requests and answers, read as what they are: providers that are almost compatible send null, another type
// or nothing where the types of a client promise something.

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** A text that says something. */
export function nameOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** The fields of its items are read with the same care; what is not an object has none. */
export function listOf<Item extends object>(value: unknown): readonly Partial<Item>[] {
  return Array.isArray(value) ? value.filter((item): item is Partial<Item> => isObject(item)) : []
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Its fields, none where it has none. */
export function fieldsOf<Fields extends object>(value: unknown): Partial<Fields> {
  return isObject(value) ? value : {}
}
