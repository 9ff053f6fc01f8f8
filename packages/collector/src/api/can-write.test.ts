import { describe, expect, it } from 'vitest'
import { STORED } from '../fixtures/app-parts.ts'
import { NOT_READY_MS_MAX, watchWrites } from './can-write.ts'

const FAILED = { outcome: 'unavailable', cause: new Error('disk full') } as const

describe('whether it can write', () => {
  it('is taken for granted until a write fails, and again once one succeeds', () => {
    const canWrite = watchWrites(() => 0)
    expect(canWrite.now()).toBe(true)
    canWrite.answered(FAILED)
    expect(canWrite.now()).toBe(false)
    canWrite.answered(STORED)
    expect(canWrite.now()).toBe(true)
  })

  it.each([
    { outcome: 'busy' },
    { outcome: 'invalid', message: 'no OTLP' },
    { outcome: 'too-large', message: 'too many' },
    { ...STORED, accepted: 0 },
  ] as const)('is not changed by %j, which wrote nothing', (receipt) => {
    const canWrite = watchWrites(() => 0)
    canWrite.answered(receipt)
    expect(canWrite.now()).toBe(true)
    canWrite.answered(FAILED)
    canWrite.answered(receipt)
    expect(canWrite.now()).toBe(false)
  })

  it('is left to the next request to find out when none came for a while', () => {
    let nowMs = 0
    const canWrite = watchWrites(() => nowMs)
    canWrite.answered(FAILED)
    nowMs = NOT_READY_MS_MAX - 1
    expect(canWrite.now()).toBe(false)
    nowMs = NOT_READY_MS_MAX
    expect(canWrite.now()).toBe(true)
  })
})
