// How many bytes a text takes as UTF-8, counted without making them: not every runtime has a way of its own.

export function countUtf8Bytes(text: string): number {
  let bytes = text.length
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code < 0x80) continue
    bytes += code < 0x800 ? 1 : 2
    // Two units that together are one character of four bytes.
    if (code >= 0xd800 && code < 0xdc00 && isTrailing(text.charCodeAt(index + 1))) index += 1
  }
  return bytes
}

function isTrailing(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000
}
