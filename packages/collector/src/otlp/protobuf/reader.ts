// Reads the fields of protobuf messages where they lie. Knows the wire format and no message. Every read is checked
// against the end of the message it is in, so a length that lies is refused before anything is done for it.

import { PARTS_MAX, refuseParts } from '../bounds.ts'
import { RequestRefused } from '../otlp.ts'
import { knownText } from './known-texts.ts'

const VARINT = 0
const FIXED_64 = 1
const LENGTH_DELIMITED = 2
const FIXED_32 = 5

const VARINT_BYTES_MAX = 10
const COUNT_MAX = 2 ** 32 - 1

const TOO_LONG = 'a number has more than ten bytes'

export class ProtobufReader {
  /** The number of the field at hand. */
  field = 0
  private wireType = 0
  private position = 0
  /** Of the message being read. */
  private end: number
  private parts = 0
  private readonly bytes: Buffer
  private readonly view: DataView

  constructor(body: Uint8Array) {
    this.bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    this.view = new DataView(body.buffer, body.byteOffset, body.byteLength)
    this.end = body.byteLength
  }

  /** Goes to the next field of the message; false at its end. Each field must then be read or skipped. */
  next(): boolean {
    if (this.position >= this.end) return false
    const tag = this.varint32()
    this.field = tag >>> 3
    this.wireType = tag & 7
    if (this.field === 0) refuseShape('a field has the number 0')
    return true
  }

  /** Goes into the message that the field at hand holds. Give `leave` what this returns. */
  enter(parts = 1): number {
    const end = this.delimitedEnd(parts)
    const outerEnd = this.end
    this.end = end
    return outerEnd
  }

  leave(outerEnd: number): void {
    this.position = this.end
    this.end = outerEnd
  }

  /** What is no UTF-8 becomes U+FFFD. */
  text(): string {
    const end = this.delimitedEnd()
    const start = this.position
    this.position = end
    return start === end ? '' : this.bytes.toString('utf8', start, end)
  }

  /** A text that is likely to come again. */
  key(): string {
    const end = this.delimitedEnd()
    const start = this.position
    this.position = end
    return knownText(this.bytes, start, end)
  }

  /** Bytes in base64. */
  base64(): string {
    const end = this.delimitedEnd()
    const start = this.position
    this.position = end
    return this.bytes.toString('base64', start, end)
  }

  /** An id in hexadecimal; null where it has not that many bytes or all of them are zero. */
  id(byteCount: number): string | null {
    const end = this.delimitedEnd()
    const start = this.position
    this.position = end
    if (end - start !== byteCount) return null
    for (let index = start; index < end; index += 1) {
      if (this.bytes[index] !== 0) return this.bytes.toString('hex', start, end)
    }
    return null
  }

  double(): number {
    return this.view.getFloat64(this.fixed(FIXED_64, 8), true)
  }

  fixed64(): bigint {
    return this.view.getBigUint64(this.fixed(FIXED_64, 8), true)
  }

  boolean(): boolean {
    return this.int64() !== 0
  }

  /** A count or a code; 0, as where it was not sent, for what cannot be one. */
  count(): number {
    const number = this.int64()
    return typeof number === 'number' && number >= 0 && number <= COUNT_MAX ? number : 0
  }

  /** A number, or its digits where a number cannot count that far. */
  int64(): number | string {
    this.expect(VARINT)
    let low = 0
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte()
      low |= (byte & 0x7f) << shift
      if (byte < 0x80) return low
    }
    this.countParts(1)
    let wide = BigInt(low)
    for (let shift = 28; shift < 7 * VARINT_BYTES_MAX; shift += 7) {
      const byte = this.byte()
      wide |= BigInt(byte & 0x7f) << BigInt(shift)
      if (byte < 0x80) return numberOrDigits(BigInt.asIntN(64, wide))
    }
    return refuseShape(TOO_LONG)
  }

  skip(): void {
    if (this.wireType === LENGTH_DELIMITED) this.position = this.spanEnd()
    else if (this.wireType === VARINT) this.skipVarint()
    else if (this.wireType === FIXED_64) this.fixed(FIXED_64, 8)
    else if (this.wireType === FIXED_32) this.fixed(FIXED_32, 4)
    // Groups are of protobuf 2; no message of OTLP has any.
    else refuseShape('a field has a wire type that OTLP does not use')
  }

  private delimitedEnd(parts = 1): number {
    this.expect(LENGTH_DELIMITED)
    this.countParts(parts)
    return this.spanEnd()
  }

  private countParts(parts: number): void {
    this.parts += parts
    if (this.parts > PARTS_MAX) refuseParts()
  }

  private spanEnd(): number {
    const length = this.varint32()
    const end = this.position + length
    if (end > this.end) refuseShape('a field reaches past the end of what holds it')
    return end
  }

  private expect(wireType: number): void {
    if (this.wireType !== wireType) refuseShape('a field has another wire type than OTLP gives it')
  }

  private fixed(wireType: number, byteCount: number): number {
    this.expect(wireType)
    const start = this.position
    this.position = start + byteCount
    if (this.position > this.end) refuseShape('it ends in the middle of a field')
    return start
  }

  /** Of a tag or a length: more than 32 bits are refused. */
  private varint32(): number {
    let value = 0
    for (let index = 0; index < 5; index += 1) {
      const byte = this.byte()
      if (byte < 0x80) {
        if (index === 4 && byte > 0x0f) break
        return (value | (byte << (7 * index))) >>> 0
      }
      value |= (byte & 0x7f) << (7 * index)
    }
    return refuseShape('a tag or a length is too large')
  }

  private skipVarint(): void {
    for (let index = 0; index < VARINT_BYTES_MAX; index += 1) if (this.byte() < 0x80) return
    refuseShape(TOO_LONG)
  }

  private byte(): number {
    const byte = this.position < this.end ? this.bytes[this.position] : undefined
    if (byte === undefined) return refuseShape('it ends in the middle of a field')
    this.position += 1
    return byte
  }
}

function numberOrDigits(value: bigint): number | string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

function refuseShape(why: string): never {
  throw new RequestRefused('shape', `The body is not the protobuf message it should be: ${why}.`)
}
