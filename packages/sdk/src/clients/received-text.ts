// Text that comes in pieces, put together once and only when somebody asks; and how much of it one stream may keep.

/** Of one stream, all its texts together: what a model can say in one answer, many times over. */
export const STREAM_CHARS_MAX = 4_000_000

/** Different texts of one stream: choices, calls of tools, blocks. Providers number them themselves. */
const STREAM_TEXTS_MAX = 1024

/** What one stream may still keep. */
export interface Allowance {
  chars: number
  texts: number
  /** Something was not kept. */
  isCut: boolean
}

export function openAllowance(): Allowance {
  return { chars: STREAM_CHARS_MAX, texts: STREAM_TEXTS_MAX, isCut: false }
}

export class ReceivedText {
  readonly #allowance: Allowance
  #pieces: string[] = []

  constructor(allowance: Allowance) {
    this.#allowance = allowance
  }

  /** True when it says something, kept or not. */
  add(piece: unknown): boolean {
    if (typeof piece !== 'string' || piece === '') return false
    if (piece.length > this.#allowance.chars) {
      // Later pieces would leave a hole.
      this.#allowance.chars = 0
      this.#allowance.isCut = true
      return true
    }
    this.#allowance.chars -= piece.length
    this.#pieces.push(piece)
    return true
  }

  /** Undefined when nothing was said. */
  read(): string | undefined {
    return this.#pieces.length === 0 ? undefined : this.#pieces.join('')
  }
}

/** What is told apart by a number of the provider's, made when it is first heard of; undefined when there are too many. */
export class Numbered<Item> {
  readonly #items = new Map<number, Item>()
  readonly #allowance: Allowance
  readonly #make: () => Item

  constructor(allowance: Allowance, make: () => Item) {
    this.#allowance = allowance
    this.#make = make
  }

  at(index: unknown): Item | undefined {
    const key = typeof index === 'number' ? index : 0
    const known = this.#items.get(key)
    if (known !== undefined) return known
    if (this.#allowance.texts === 0) {
      this.#allowance.isCut = true
      return undefined
    }
    this.#allowance.texts -= 1
    const made = this.#make()
    this.#items.set(key, made)
    return made
  }

  /** In the order of their numbers. */
  list(): Item[] {
    return [...this.#items].toSorted(([one], [other]) => one - other).map(([, item]) => item)
  }
}
