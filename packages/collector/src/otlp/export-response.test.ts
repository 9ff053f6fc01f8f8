import { describe, expect, it } from 'vitest'
import { exportResponse } from './export-response.ts'

describe('the answer to an export', () => {
  it('is empty where everything was taken', () => {
    expect(exportResponse('rejectedSpans', { rejected: 0, reason: null })).toEqual({})
  })

  it('counts what was refused, as a string, with the reason', () => {
    expect(exportResponse('rejectedLogRecords', { rejected: 2, reason: 'no ids' })).toEqual({
      partialSuccess: { rejectedLogRecords: '2', errorMessage: 'no ids' },
    })
  })
})
