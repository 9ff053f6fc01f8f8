// Bytes as base64, in any runtime.

/** A call can take only so many arguments. */
const BYTES_PER_CALL = 0x8000

export function encodeBase64(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let start = 0; start < bytes.length; start += BYTES_PER_CALL) {
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + BYTES_PER_CALL)))
  }
  return btoa(pieces.join(''))
}

/** The spelling that stands in an address and a token as it is. */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
