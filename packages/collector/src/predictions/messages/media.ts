// Images, audio and files in a message, in any spelling: an address, or the bytes as base64. Nothing is decoded.

import type { Json, MessagePart } from '@trimtab/contract'
import { type AnyObject, objectOf } from '../../otlp/attribute-reader.ts'

type MediaType = 'image' | 'audio' | 'file'

/** What a piece calls itself; null for those that only their content type tells. */
const TYPES = new Map<string, MediaType | null>([
  ['image', 'image'],
  ['image_url', 'image'],
  ['image-url', 'image'],
  ['input_image', 'image'],
  ['audio', 'audio'],
  ['audio-url', 'audio'],
  ['audio_url', 'audio'],
  ['input_audio', 'audio'],
  ['file', null],
  ['input_file', null],
  ['file_url', null],
  ['document', null],
  ['document-url', null],
  ['document_url', null],
  ['media', null],
  ['binary', null],
  ['blob', null],
  ['uri', null],
])

/** Where the address or the bytes may stand, from the piece itself inwards. */
const PLACES = [
  'source',
  'image_url',
  'imageUrl',
  'audio_url',
  'document_url',
  'documentUrl',
  'input_audio',
  'image',
  'audio',
  'file',
  'document',
  'data',
  'inlineData',
  'inline_data',
  'fileData',
  'file_data',
] as const

/** How far inwards: `{ image: { source: { s3Location: … } } }`. */
const PLACES_DEPTH_MAX = 3

interface Source {
  url?: string | undefined
  blob?: string | undefined
  mimeType?: string | undefined
}

/** By an address or by its bytes; with neither it is some other spelling, and inventing an empty one would lose it. */
export function readMedia(kind: string, part: AnyObject): MessagePart | null {
  const known = TYPES.get(kind)
  if (known === undefined) return null
  const source = findSource(part, PLACES_DEPTH_MAX)
  if (source === null) return null
  if (objectOf(part['source'])?.['type'] === 'text') return { type: 'text', text: source.blob ?? '' }
  const type = known ?? typeOf(part['modality'] ?? source.mimeType?.split('/')[0])
  if (type === null) return null
  if (source.url !== undefined) return mediaFromUrl(type, source)
  return { type, url: undefined, blob: source.blob, mimeType: readMimeType(type, source.mimeType) }
}

/** Moving pictures have no word of ours: they are kept as they came. */
function typeOf(modality: Json | undefined): MediaType | null {
  if (modality === 'video') return null
  return modality === 'image' || modality === 'audio' ? modality : 'file'
}

function findSource(value: Json | undefined, depth: number): Source | null {
  if (typeof value === 'string') return value === '' ? null : isAddress(value) ? { url: value } : { blob: value }
  const place = objectOf(value)
  if (place === null) return null
  const mimeType = firstText(place, ['mimeType', 'mime_type', 'mediaType', 'media_type', 'format'])
  const url = firstText(place, ['url', 'uri', 'file_url', 'fileUri', 'file_uri'])
  if (url !== undefined) return { url, mimeType }
  const blob = firstText(place, ['blob', 'data', 'bytes', 'base64', 'b64_json', 'file_data', 'content'])
  if (blob !== undefined) return { ...(isAddress(blob) ? { url: blob } : { blob }), mimeType }
  if (depth === 0) return null
  const inner = [...PLACES.map((field) => place[field]), place['s3Location']]
  const found = inner.map((next) => findSource(next, depth - 1)).find((source) => source !== null)
  return found === undefined ? null : { ...found, mimeType: found.mimeType ?? mimeType }
}

function firstText(place: AnyObject, fields: readonly string[]): string | undefined {
  return fields.map((field) => place[field]).find((value) => typeof value === 'string' && value !== '') as
    | string
    | undefined
}

function isAddress(text: string): boolean {
  return /^(?:https?|data|gs|s3|file|blob):/.test(text)
}

/** From an address, which may be a `data:` URL that carries the bytes itself. */
function mediaFromUrl(type: MediaType, { url = '', mimeType }: Source): MessagePart {
  const comma = url.startsWith('data:') ? url.indexOf(',') : -1
  const [given = '', ...parameters] = url.slice('data:'.length, comma).split(';')
  if (comma < 0 || !parameters.includes('base64'))
    return { type, url, blob: undefined, mimeType: readMimeType(type, mimeType) }
  return { type, url: undefined, blob: url.slice(comma + 1), mimeType: given === '' ? mimeType : given }
}

/** Bedrock and OpenAI's audio say `png` and `wav`. */
function readMimeType(type: MediaType, said: string | undefined): string | undefined {
  return said === undefined || said.includes('/') || type === 'file' ? said : `${type}/${said}`
}
