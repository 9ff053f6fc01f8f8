// Images, audio and files in a message: an address, or the bytes as base64. Nothing here is decoded or copied.
import type { MessagePart } from '@trimtab/contract'

type MediaType = 'image' | 'audio' | 'file'

/** From an address, which may be a `data:` URL that carries the bytes itself. */
export function mediaFromUrl(type: MediaType, url: string): MessagePart {
  if (!url.startsWith('data:')) return { type, url }
  const comma = url.indexOf(',', 'data:'.length)
  const [mimeType = '', ...parameters] = url.slice('data:'.length, comma).split(';')
  if (comma < 0 || !parameters.includes('base64')) return { type, url }
  return mediaFromBytes(type, url.slice(comma + 1), mimeType)
}

export function mediaFromBytes(type: MediaType, blob: string, mimeType: string | undefined): MessagePart {
  return mimeType === undefined || mimeType === '' ? { type, blob } : { type, blob, mimeType }
}

/** A part that we have no word for travels as it came. */
export function partAsItCame(part: object): MessagePart {
  return part as MessagePart
}
