// The answers of an OTLP receiver in the encoding of the request: success, partial success, and google.rpc.Status for
// everything that is refused. Which code stands for what is decided by whoever answers.

import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import type { Decoded, Encoding, Signal } from './otlp.ts'

interface Status {
  /** A google.rpc.Code. */
  code: number
  message: string
  /** When to come again; a client over gRPC knows by this alone that it may. */
  retryAfterSeconds?: number
}

const REJECTED_FIELDS: { readonly [signal in Signal]: string } = {
  traces: 'rejectedSpans',
  logs: 'rejectedLogRecords',
  metrics: 'rejectedDataPoints',
}

const RETRY_INFO_TYPE = 'type.googleapis.com/google.rpc.RetryInfo'

/** `partialSuccess` must be absent where everything was taken, which in protobuf is no bytes at all. */
export function encodeExportResponse(
  signal: Signal,
  encoding: Encoding,
  { rejected, reason }: Pick<Decoded<unknown>, 'rejected' | 'reason'>,
): Uint8Array {
  const errorMessage = reason ?? ''
  if (encoding === 'json') {
    // Integers of 64 bits are strings in OTLP/JSON.
    const partialSuccess = { [REJECTED_FIELDS[signal]]: String(rejected), errorMessage }
    return encodeJson(rejected === 0 ? {} : { partialSuccess })
  }
  const response = new BinaryWriter()
  if (rejected > 0) {
    response.tag(1, WireType.LengthDelimited).fork()
    response.tag(1, WireType.Varint).int64(rejected)
    response.tag(2, WireType.LengthDelimited).string(errorMessage)
    response.join()
  }
  return response.finish()
}

export function encodeStatus(encoding: Encoding, status: Status): Uint8Array {
  const { code, message, retryAfterSeconds } = status
  if (encoding === 'protobuf') return encodeStatusMessage(status)
  if (retryAfterSeconds === undefined) return encodeJson({ code, message })
  const retryInfo = { '@type': RETRY_INFO_TYPE, retryDelay: `${Math.ceil(retryAfterSeconds)}s` }
  return encodeJson({ code, message, details: [retryInfo] })
}

function encodeStatusMessage({ code, message, retryAfterSeconds }: Status): Uint8Array {
  const status = new BinaryWriter()
  status.tag(1, WireType.Varint).int32(code)
  status.tag(2, WireType.LengthDelimited).string(message)
  if (retryAfterSeconds !== undefined) {
    status.tag(3, WireType.LengthDelimited).fork()
    status.tag(1, WireType.LengthDelimited).string(RETRY_INFO_TYPE)
    // A RetryInfo, of which the first field is a Duration, of which the first field is its seconds.
    status.tag(2, WireType.LengthDelimited).fork()
    status.tag(1, WireType.LengthDelimited).fork()
    status.tag(1, WireType.Varint).int64(Math.ceil(retryAfterSeconds))
    status.join().join().join()
  }
  return status.finish()
}

function encodeJson(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value))
}
