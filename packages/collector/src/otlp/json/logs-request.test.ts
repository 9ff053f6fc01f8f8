import { describe, expect, it } from 'vitest'
import { keyValues, logFields, logsRequest, SPAN_ID, START_NS, TRACE_ID } from '../../fixtures/otlp-body.ts'
import { decodeLogsRequest } from './logs-request.ts'

describe('a logs request', () => {
  it('gives its records, also those that belong to no span', () => {
    const decoded = decodeLogsRequest(logsRequest(logFields(), logFields({ traceId: '', spanId: undefined })))
    expect(decoded.items).toMatchObject([
      { traceId: TRACE_ID, spanId: SPAN_ID, eventName: 'gen_ai.evaluation.result', timeNs: BigInt(START_NS) },
      { traceId: null, spanId: null },
    ])
  })

  it('finds the name of an event in its field, else where SDKs wrote it before there was one', () => {
    const attributes = keyValues({ 'event.name': 'old' })
    const decoded = decodeLogsRequest(
      logsRequest(logFields({ eventName: 'new', attributes }), logFields({ eventName: '', attributes }), {
        attributes: [],
      }),
    )
    expect(decoded.items.map((record) => record.eventName)).toEqual(['new', 'old', ''])
  })

  it('keeps the body, whatever it is', () => {
    const bodies = [{ stringValue: 'text' }, { kvlistValue: { values: [{ key: 'a', value: { intValue: 1 } }] } }, {}]
    const decoded = decodeLogsRequest(logsRequest(...bodies.map((body) => logFields({ body })), logFields()))
    expect(decoded.items.map((record) => record.body)).toEqual(['text', { a: 1 }, null, null])
  })

  it('reads the names of the protobuf file as well', () => {
    const record = { trace_id: TRACE_ID, span_id: SPAN_ID, event_name: 'e', observed_time_unix_nano: '7' }
    expect(decodeLogsRequest({ resource_logs: [{ scope_logs: [{ log_records: [record] }] }] }).items).toMatchObject([
      { traceId: TRACE_ID, spanId: SPAN_ID, eventName: 'e', timeNs: 7n },
    ])
  })

  it('takes an id that is none for no id, and keeps the record', () => {
    const ids = { traceId: '0'.repeat(32), spanId: 'short' }
    expect(decodeLogsRequest(logsRequest(logFields(ids))).items).toMatchObject([{ traceId: null, spanId: null }])
  })

  it('counts what is no record as rejected', () => {
    expect(decodeLogsRequest({ resourceLogs: [{ scopeLogs: [{ logRecords: ['x', {}] }] }] })).toMatchObject({
      items: [{ traceId: null }],
      rejected: 1,
      reason: 'a log record is not an object',
    })
  })

  it('falls back on the time at which a record was seen', () => {
    const [record] = decodeLogsRequest(logsRequest(logFields({ timeUnixNano: '0', observedTimeUnixNano: '7' }))).items
    expect(record?.timeNs).toBe(7n)
  })
})
