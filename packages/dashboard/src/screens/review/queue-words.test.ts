import type { ReviewProgress } from '@trimtab/contract'
import { expect, test } from 'vitest'
import { paceWords, phaseReason, phaseWords } from './queue-words.ts'

const progress: ReviewProgress = {
  open: 0,
  leased: 0,
  done: 0,
  dropped: 0,
  skipped: 0,
  considered: 1204,
  phase: 'counting',
  isFull: false,
}

test('a queue says what it is doing, and why nothing comes where nothing does', () => {
  expect(phaseWords({ isPaused: false, progress })).toBe('counting what there is')
  expect(phaseWords({ isPaused: false, progress: { ...progress, phase: 'looking_back' } })).toBe('looking back')
  expect(phaseWords({ isPaused: false, progress: { ...progress, isFull: true } })).toBe('full')
  expect(phaseWords({ isPaused: true, progress: { ...progress, isFull: true } })).toBe('paused')
  expect(phaseReason({ isPaused: true, progress })).toContain('paused')
  expect(phaseReason({ isPaused: false, progress })).toMatch(/1.?204 looked at/)
})

test('how much is picked is told as it was asked for', () => {
  expect(paceWords({ perDay: 40, rules: [] })).toBe('about 40 a day')
  expect(paceWords({ perDay: null, rules: [{ reason: 'random', share: 0.1 }] })).toBe('by shares')
  expect(paceWords({ perDay: null, rules: [] })).toBe('what somebody puts there')
})
