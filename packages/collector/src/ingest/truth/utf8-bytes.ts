// A file to bytes of ASCII and whatever else: a byte order mark is dropped, and a file that begins with that of UTF-16 is
// turned into UTF-8, so that what follows can look for delimiters and quotes byte by byte.

const MARKS = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: null },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
] as const

const MARK_BYTES_MAX = 3

export async function* utf8Bytes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let begun: Uint8Array = new Uint8Array()
  let decoder: InstanceType<typeof TextDecoder> | null = null
  let isBegun = false
  const encode = (bytes: Uint8Array, isLast: boolean): Uint8Array =>
    decoder === null ? bytes : Buffer.from(decoder.decode(bytes, { stream: !isLast }), 'utf8')

  function begin(): Uint8Array {
    isBegun = true
    const mark = MARKS.find(({ bytes }) => bytes.every((byte, index) => begun[index] === byte))
    if (mark === undefined) return begun
    decoder = mark.encoding === null ? null : new TextDecoder(mark.encoding)
    return begun.subarray(mark.bytes.length)
  }

  for await (const chunk of chunks) {
    if (isBegun) {
      yield encode(chunk, false)
      continue
    }
    begun = Buffer.concat([begun, chunk])
    if (begun.byteLength >= MARK_BYTES_MAX) yield encode(begin(), false)
  }
  yield encode(isBegun ? new Uint8Array() : begin(), true)
}
