import { describe, expect, it } from 'vitest'
import { encodeExportResponse, encodeStatus } from './export-response.ts'
import { fieldsOf, type MessageFields } from './fixtures/message-fields.ts'

function json(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString('utf8'))
}

function inside(message: MessageFields, field: number): MessageFields {
  return fieldsOf(message.get(field) as Uint8Array)
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
    const partialSuccess = inside(fieldsOf(encodeExportResponse('logs', 'protobuf', { rejected: 300, reason: 'é' })), 1)
    expect([partialSuccess.get(1), text(partialSuccess.get(2))]).toEqual([300, 'é'])
  })
})

describe('a status', () => {
  it('has a code and a message', () => {
    expect(json(encodeStatus('json', { code: 3, message: 'no' }))).toEqual({ code: 3, message: 'no' })
    const status = fieldsOf(encodeStatus('protobuf', { code: 3, message: 'no' }))
    expect([status.get(1), text(status.get(2)), status.get(3)]).toEqual([3, 'no', undefined])
  })

  it('says when to come again, in whole seconds', () => {
    const busy = { code: 14, message: 'busy', retryAfterSeconds: 1.5 }
    expect(json(encodeStatus('json', busy))).toEqual({
      code: 14,
      message: 'busy',
      details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2s' }],
    })
    const detail = inside(fieldsOf(encodeStatus('protobuf', busy)), 3)
    expect(text(detail.get(1))).toBe('type.googleapis.com/google.rpc.RetryInfo')
    expect(inside(inside(detail, 2), 1)).toEqual(new Map([[1, 2]]))
  })
})
