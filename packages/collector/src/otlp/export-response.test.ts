import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'
import { describe, expect, it } from 'vitest'
import { encodeExportResponse, encodeStatus } from './export-response.ts'

function json(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString('utf8'))
}

/** Number fields and bytes fields of a message; what is inside of the latter is read by calling this again. */
function fields(bytes: Uint8Array): { [field: number]: number | Uint8Array } {
  const reader = new BinaryReader(bytes)
  const found: { [field: number]: number | Uint8Array } = {}
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag()
    found[field] = wireType === WireType.Varint ? Number(reader.int64()) : reader.bytes()
  }
  return found
}

function inside(message: { [field: number]: number | Uint8Array }, field: number): ReturnType<typeof fields> {
  return fields(message[field] as Uint8Array)
}

function text(value: number | Uint8Array | undefined): string {
  return Buffer.from(value as Uint8Array).toString('utf8')
}

describe('the answer to an export', () => {
  it.each(['traces', 'logs', 'metrics'] as const)('is empty where all %s were taken', (signal) => {
    expect(encodeExportResponse(signal, 'protobuf', { rejected: 0, reason: null })).toHaveLength(0)
    expect(json(encodeExportResponse(signal, 'json', { rejected: 0, reason: null }))).toEqual({})
  })

  it.each([
    ['traces', 'rejectedSpans'],
    ['logs', 'rejectedLogRecords'],
    ['metrics', 'rejectedDataPoints'],
  ] as const)('counts refused %s, as a string, with the reason', (signal, field) => {
    expect(json(encodeExportResponse(signal, 'json', { rejected: 2, reason: 'no ids' }))).toEqual({
      partialSuccess: { [field]: '2', errorMessage: 'no ids' },
    })
  })

  it('says the same in protobuf', () => {
    const partialSuccess = inside(fields(encodeExportResponse('logs', 'protobuf', { rejected: 300, reason: 'é' })), 1)
    expect([partialSuccess[1], text(partialSuccess[2])]).toEqual([300, 'é'])
  })
})

describe('a status', () => {
  it('has a code and a message', () => {
    expect(json(encodeStatus('json', { code: 3, message: 'no' }))).toEqual({ code: 3, message: 'no' })
    const status = fields(encodeStatus('protobuf', { code: 3, message: 'no' }))
    expect([status[1], text(status[2]), status[3]]).toEqual([3, 'no', undefined])
  })

  it('says when to come again, in whole seconds', () => {
    const busy = { code: 14, message: 'busy', retryAfterSeconds: 1.5 }
    expect(json(encodeStatus('json', busy))).toEqual({
      code: 14,
      message: 'busy',
      details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2s' }],
    })
    const detail = inside(fields(encodeStatus('protobuf', busy)), 3)
    expect(text(detail[1])).toBe('type.googleapis.com/google.rpc.RetryInfo')
    expect(inside(inside(detail, 2), 1)).toEqual({ 1: 2 })
  })
})
