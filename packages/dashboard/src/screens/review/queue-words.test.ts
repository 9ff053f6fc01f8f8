import type { ReviewProgress, ReviewRule } from '@trimtab/contract'
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

const rules: ReviewRule[] = [{ reason: 'random' }]

test('a queue says what it is doing, and why nothing comes where nothing does', () => {
  expect(phaseWords({ rules, isPaused: false, progress })).toBe('counting what there is')
  expect(phaseWords({ rules, isPaused: false, progress: { ...progress, phase: 'looking_back' } })).toBe('looking back')
  expect(phaseWords({ rules, isPaused: false, progress: { ...progress, isFull: true } })).toBe('full')
  expect(phaseWords({ rules, isPaused: true, progress: { ...progress, isFull: true } })).toBe('paused')
  expect(phaseWords({ rules: [], isPaused: false, progress })).toBe('filled by hand')
  expect(phaseReason({ isPaused: true, progress, rules })).toContain('paused')
  expect(phaseReason({ isPaused: false, progress, rules })).toMatch(/1.?204 looked at/)
  expect(phaseReason({ isPaused: false, progress: { ...progress, considered: 0 }, rules })).toContain('has come yet')
  expect(phaseReason({ isPaused: false, progress, rules: [] })).toContain('has no rules')
})

test('how much is picked is told as it was asked for', () => {
  expect(paceWords({ perDay: 40, rules, progress })).toBe('about 40 a day')
  expect(paceWords({ perDay: null, rules, progress })).toBe('by shares')
  expect(paceWords({ perDay: 40, rules: [], progress })).toBe('nothing is picked: it has no rules')
  const silent: ReviewProgress = { ...progress, considered: 0, phase: 'following' }
  expect(paceWords({ perDay: 40, rules, progress: silent })).toBe('about 40 a day; no predictions have come yet')
})
