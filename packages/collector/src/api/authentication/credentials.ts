// What a request shows to prove who it is, read from its headers in every spelling that clients have. Never from the
// address: what stands there ends up in logs and histories.

import { isKeyText } from '../../store/key-text.ts'

/** As they came; HTTP and gRPC have the same names for them. */
export interface Credentials {
  authorization: string | undefined
  /** `x-api-key`, and `api_key` as Phoenix spells it. */
  apiKeys: (string | undefined)[]
  /** The id of a session, from the cookie of a page. */
  session: string | undefined
  /** The page that asks, as its browser says. */
  origin: string | undefined
  /** The network address of the sender. */
  address: string
}

export type Shown =
  | { kind: 'key'; text: string }
  | { kind: 'session'; id: string }
  | { kind: 'unreadable' }
  | { kind: 'nothing' }

/** Longer than any key in any spelling; nobody decodes what is longer. */
const CREDENTIAL_CHARS_MAX = 1024

/** One credential; a request that shows two different keys could mean either and is taken for neither. */
export function readCredentials({ authorization, apiKeys, session }: Credentials): Shown {
  const values = [authorization, ...apiKeys].flatMap((value) => readHeader(value) ?? [])
  const texts = new Set(values.filter((value) => isKeyText(value)))
  const [text] = texts
  if (text !== undefined && texts.size === 1 && values.every((value) => texts.has(value))) return { kind: 'key', text }
  if (texts.size === 0 && session !== undefined) return { kind: 'session', id: session }
  return { kind: values.length === 0 ? 'nothing' : 'unreadable' }
}

/** The key in a header; the header itself where no key is in it, null where it is empty. */
function readHeader(header: string | undefined): string | null {
  if (header === undefined) return null
  if (header.length > CREDENTIAL_CHARS_MAX) return 'too long'
  const [, scheme = '', credential = ''] = /^(bearer|basic)?\s*(.*)$/is.exec(unescape(header).trim()) ?? []
  if (credential === '') return null
  return scheme.toLowerCase() === 'basic' ? keyOfPair(credential) : credential
}

/** OTEL_EXPORTER_OTLP_HEADERS is URL-encoded, and some exporters send it as it is: `Bearer%20tt_…`. */
function unescape(header: string): string {
  try {
    return decodeURIComponent(header)
  } catch {
    return header
  }
}

/** Langfuse sends `public:secret`; whichever half is a key is the key. Two keys are not one. */
function keyOfPair(credential: string): string {
  const pair = Buffer.from(credential, 'base64').toString('utf8')
  const keys = new Set(pair.split(':').filter((half) => isKeyText(half)))
  return keys.size === 1 ? ([...keys][0] ?? pair) : pair
}
