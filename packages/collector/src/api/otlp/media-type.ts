// How an OTLP request is spelled, by its `content-type`.

import type { Encoding } from '../../otlp/otlp.ts'

export interface Spelling {
  encoding: Encoding
  /** As it was asked in, without its parameters: the answer's is the same. */
  mediaType: string
}

const ENCODINGS = new Map<string, Encoding>([
  ['application/json', 'json'],
  ['application/x-protobuf', 'protobuf'],
  ['application/protobuf', 'protobuf'],
])

export function spellingOf(contentType: string | undefined): Spelling | null {
  const mediaType = mediaTypeOf(contentType)
  const encoding = ENCODINGS.get(mediaType)
  return encoding === undefined ? null : { encoding, mediaType }
}

/** Without parameters, in lower case. */
export function mediaTypeOf(contentType: string | undefined): string {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
}
