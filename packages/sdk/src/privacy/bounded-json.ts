// Writes any value as JSON: never throws, never runs long, never grows past its limits, and says in the JSON itself what
// it has left out. One pass over the value, because what is read twice may not be the same twice.
import { JSON_DEPTH_MAX } from '@trimtab/contract'
import { PLAIN, type Spelling } from './json-text.ts'
import { blobMark, cutText } from './long-text.ts'
import type { RedactText } from './redact.ts'
import { readUnusual } from './unusual-values.ts'

export interface JsonLimits {
  /** Of one string. */
  textCharsMax: number
  /** Of one value with all that is in it; what is written may pass it by the length of one string and its escapes. */
  charsMax: number
  /** Of one list, or of one object. */
  itemsMax: number
  /** Of all lists and objects in one value together. */
  nodesMax: number
}

export const JSON_LIMITS: JsonLimits = {
  textCharsMax: 256 * 1024,
  charsMax: 1024 * 1024,
  itemsMax: 10_000,
  nodesMax: 100_000,
}

export interface WrittenJson {
  /** Undefined for what JSON has no word for: `undefined`, a function, a symbol. */
  json: string | undefined
  /** It does not say all that the value said. */
  isCut: boolean
  /** Something in it could not be read. */
  isUnreadable: boolean
}

/** A string this short is not worth more than a look. */
const SHORT_CHARS = 64

/** A number that is as long as a card’s. */
const NUMBER_TO_REDACT = 1e11

export interface JsonStyle {
  limits?: JsonLimits
  redact?: RedactText | undefined
  spelling?: Spelling
}

export function writeJson(value: unknown, style: JsonStyle = {}): WrittenJson {
  const writer = new JsonWriter(style)
  return { json: writer.write(value), isCut: writer.isCut, isUnreadable: writer.isUnreadable }
}

class JsonWriter {
  isCut = false
  isUnreadable = false
  readonly #limits: JsonLimits
  readonly #redact: RedactText | undefined
  readonly #spelling: Spelling
  /** What is being written, from the outside in. */
  readonly #path: object[] = []
  #charsLeft: number
  #nodesLeft: number

  constructor({ limits = JSON_LIMITS, redact, spelling = PLAIN }: JsonStyle) {
    this.#limits = limits
    this.#redact = redact
    this.#spelling = spelling
    this.#charsLeft = limits.charsMax
    this.#nodesLeft = limits.nodesMax
  }

  /** Undefined for what JSON leaves out. */
  write(value: unknown): string | undefined {
    switch (typeof value) {
      case 'string':
        return this.#text(value)
      case 'number':
        return this.#number(value)
      case 'boolean':
        return value ? 'true' : 'false'
      case 'bigint':
        return this.#bigint(value)
      case 'object':
        return value === null ? 'null' : this.#object(value)
      default:
        return undefined
    }
  }

  #text(text: string): string {
    if (text.length >= SHORT_CHARS || this.#redact !== undefined) return this.#longText(text)
    this.#charsLeft -= text.length
    return this.#spelling.text(text)
  }

  #longText(given: string): string {
    const mark = blobMark(given)
    const charsMax = Math.max(Math.min(this.#limits.textCharsMax, this.#charsLeft), 0)
    const { text, isCut } = mark === undefined ? cutText(given, charsMax, this.#redact) : { text: mark, isCut: true }
    this.isCut ||= isCut
    const json = this.#spelling.text(text)
    this.#charsLeft -= json.length
    return json
  }

  #number(value: number): string {
    if (!Number.isFinite(value)) return 'null'
    return this.#redact !== undefined && Math.abs(value) >= NUMBER_TO_REDACT
      ? this.#digits(`${value}`, this.#redact)
      : `${value}`
  }

  /** A number stays one unless something was found in it. */
  #digits(digits: string, redact: RedactText): string {
    const redacted = redact(digits)
    return redacted === digits ? digits : this.#spelling.text(redacted)
  }

  #bigint(value: bigint): string {
    // Writing out a long one takes more than linear time.
    if (BigInt.asIntN(1024, value) !== value) return this.#mark('too long a number')
    return this.#text(String(value))
  }

  #mark(words: string): string {
    this.isCut = true
    return this.#spelling.text(`[${words}]`)
  }

  #object(value: object): string | undefined {
    if (this.#path.includes(value)) return this.#mark('circular')
    if (this.#path.length >= JSON_DEPTH_MAX) return this.#mark('too deep')
    this.#path.push(value)
    try {
      if (Array.isArray(value)) return this.#list(value)
      const prototype: unknown = Object.getPrototypeOf(value)
      const isPlain = prototype === Object.prototype || prototype === null
      return isPlain && !('toJSON' in value) ? this.#members(value, { isPlain: true }) : this.#unusual(value)
    } catch {
      return this.#unreadable()
    } finally {
      this.#path.pop()
    }
  }

  #unreadable(): string {
    this.isUnreadable = true
    return this.#spelling.text('[unreadable]')
  }

  #unusual(value: object): string | undefined {
    const read = readUnusual(value, this.#limits.itemsMax)
    if ('mark' in read) return this.#mark(read.mark)
    if (Array.isArray(read.value)) return this.#list(read.value, read.length)
    if (typeof read.value === 'object' && read.value !== null)
      return this.#members(read.value, { isPlain: false, size: read.length })
    return this.write(read.value)
  }

  #list(list: readonly unknown[], length: number = list.length): string {
    let json = '['
    for (let index = 0; index < length; index += 1) {
      if (index > 0) json += ','
      if (this.#isFull(index)) return `${json}${this.#cutMark(length - index, 'items')}]`
      json += this.#read(list, index) ?? 'null'
    }
    return `${json}]`
  }

  #members(value: object, { isPlain, size }: { isPlain: boolean; size?: number | undefined }): string {
    let json = ''
    let count = 0
    for (const key in value) {
      // What a class of the old kind has given to all of its objects at once is not the value's own.
      if (!isPlain && !Object.hasOwn(value, key)) continue
      if (this.#isFull(count)) {
        const missing = (size ?? Object.keys(value).length) - count
        json += (json === '' ? '{' : ',') + this.#spelling.key('…') + this.#cutMark(missing, 'keys')
        break
      }
      count += 1
      const written = this.#read(value as { [key: string]: unknown }, key)
      if (written !== undefined) json += (json === '' ? '{' : ',') + this.#key(key) + written
    }
    return json === '' ? '{}' : `${json}}`
  }

  /** A getter that throws costs its own value and no more. */
  #read<Key extends string | number>(from: { readonly [key in Key]: unknown }, key: Key): string | undefined {
    let value: unknown
    try {
      value = from[key]
    } catch {
      return this.#unreadable()
    }
    return typeof value === 'string' ? this.#text(value) : this.write(value)
  }

  #isFull(count: number): boolean {
    this.#nodesLeft -= 1
    return count >= this.#limits.itemsMax || this.#nodesLeft < 0 || this.#charsLeft < 0
  }

  #cutMark(count: number, things: string): string {
    return this.#mark(`${count.toLocaleString('en')} ${things} cut`)
  }

  #key(key: string): string {
    if (this.#redact !== undefined || key.length >= SHORT_CHARS) return `${this.#longText(key)}:`
    this.#charsLeft -= key.length
    return this.#spelling.key(key)
  }
}
