import { PROBLEM_CODES, type ProblemCode } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { makeParts } from '../fixtures/app-parts.ts'
import { ProblemError } from './problem.ts'
import { reportRefusal } from './report-refusal.ts'

describe('a request that is refused', () => {
  it('is told as one without the right key where that is why, and nowhere else', () => {
    const told: string[] = []
    const parts = makeParts({ onRefusal: (code) => told.push(code) })
    for (const code of Object.keys(PROBLEM_CODES) as ProblemCode[])
      reportRefusal(parts, { problem: new ProblemError(code), signal: null, address: '127.0.0.1' })
    expect(told).toEqual(['key.missing', 'key.invalid', 'key.forbidden'])
  })
})
