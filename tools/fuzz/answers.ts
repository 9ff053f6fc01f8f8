// Whether what a collector sent back is an answer that OTLP knows, byte by byte.
import { fieldsOf } from '../../packages/collector/src/otlp/fixtures/message-fields.ts'
import type { Envelope } from './envelopes.ts'

interface Answer {
  status: number
  headers: Map<string, string>
  body: Buffer
}

/** What a receiver may say. 404, 405 and 415 are said of addresses, methods and media types that are not OTLP's. */
const STATUSES: ReadonlySet<number> = new Set([200, 400, 403, 408, 413, 415, 429, 503])
/** Where the request is not one of OTLP: also what Node itself says of what is no HTTP. */
const OTHER_STATUSES: ReadonlySet<number> = new Set([...STATUSES, 204, 401, 404, 405, 417, 422, 426, 431, 501, 505])

/** What is wrong with what came back; null where nothing is. */
export function wrongWith(received: Buffer, { mediaType, isBroken }: Envelope): string | null {
  if (received.length === 0) return isBroken ? null : 'there was no answer'
  const answer = parse(received)
  if (typeof answer === 'string') return answer
  const { status, headers, body } = answer
  if (mediaType === null || isFromParser(answer)) {
    return OTHER_STATUSES.has(status) ? null : `the status is ${status}`
  }
  if (!STATUSES.has(status)) return `the status is ${status}`
  if (status === 503 && !/^\d+$/.test(headers.get('retry-after') ?? '')) return 'a 503 does not say when to come again'
  const contentType = headers.get('content-type')
  if (contentType !== mediaType) return `a ${status} is ${contentType} and not ${mediaType}`
  try {
    return mediaType === 'application/json' ? wrongWithJson(status, body) : wrongWithProtobuf(status, body)
  } catch (error) {
    return `the body of a ${status} is no ${mediaType}: ${String(error)}`
  }
}

/** Node answers what is no HTTP by itself, without a body. */
function isFromParser({ status, headers, body }: Answer): boolean {
  return [400, 408, 413, 431].includes(status) && body.length === 0 && !headers.has('content-type')
}

function parse(received: Buffer): Answer | string {
  const headEnd = received.indexOf('\r\n\r\n')
  const [first = '', ...lines] = received.subarray(0, Math.max(headEnd, 0)).toString('latin1').split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1])
  if (headEnd < 0 || Number.isNaN(status)) return `the answer is no HTTP: ${received.toString('latin1', 0, 100)}`
  const rest = received.subarray(headEnd + 4)
  if (status === 100) return parse(rest)
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  if (headers.get('transfer-encoding') === 'chunked') return { status, headers, body: withoutChunks(rest) }
  const length = Number(headers.get('content-length') ?? rest.length)
  if (rest.length < length) return `the answer breaks off after ${rest.length} of ${length} bytes`
  return { status, headers, body: rest.subarray(0, length) }
}

function withoutChunks(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  let rest = bytes
  for (;;) {
    const lineEnd = rest.indexOf('\r\n')
    const length = Number.parseInt(rest.toString('latin1', 0, lineEnd), 16)
    if (lineEnd < 0 || !(length > 0)) return Buffer.concat(parts)
    parts.push(rest.subarray(lineEnd + 2, lineEnd + 2 + length))
    rest = rest.subarray(lineEnd + 4 + length)
  }
}

function wrongWithJson(status: number, body: Buffer): string | null {
  const said = JSON.parse(body.toString('utf8')) as { [field: string]: unknown }
  if (status !== 200) {
    const isStatus = typeof said['code'] === 'number' && typeof said['message'] === 'string' && said['message'] !== ''
    return isStatus ? null : `a ${status} is no google.rpc.Status: ${body.toString()}`
  }
  const { partialSuccess, ...others } = said
  const isResponse = Object.keys(others).length === 0 && (partialSuccess === undefined || isPartial(partialSuccess))
  return isResponse ? null : `a 200 is no export response: ${body.toString()}`
}

function isPartial(partialSuccess: unknown): boolean {
  const { errorMessage, ...counts } = partialSuccess as { [field: string]: unknown }
  const [[name, count] = ['', '']] = Object.entries(counts)
  return (
    typeof errorMessage === 'string' &&
    errorMessage !== '' &&
    /^rejected(Spans|LogRecords|DataPoints)$/.test(name) &&
    typeof count === 'string' &&
    /^[1-9]\d*$/.test(count)
  )
}

function wrongWithProtobuf(status: number, body: Buffer): string | null {
  const fields = fieldsOf(body)
  if (status !== 200) {
    const [code, message] = [fields.get(1), fields.get(2)]
    return typeof code === 'number' && message instanceof Uint8Array && message.length > 0
      ? null
      : `a ${status} is no google.rpc.Status`
  }
  if (body.length === 0) return null
  const partial = fields.get(1)
  if (fields.size !== 1 || !(partial instanceof Uint8Array)) return 'a 200 is no export response'
  const [rejected, message] = [fieldsOf(partial).get(1), fieldsOf(partial).get(2)]
  return typeof rejected === 'number' && rejected > 0 && message instanceof Uint8Array
    ? null
    : 'a 200 has a partial success that is none'
}
