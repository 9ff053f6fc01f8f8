import type { FeedbackInput } from '@trimtab/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { HOUR_MS } from './hourly-limit.ts'
import {
  ACTOR_ITEMS_PER_HOUR_MAX,
  ADDRESS_ITEMS_PER_HOUR_MAX,
  CLAIMED_ACTORS_PER_HOUR_MAX,
  createVoiceLimits,
  PREDICTION_ITEMS_PER_HOUR_MAX,
  type Said,
  type VoiceLimits,
} from './voice-limits.ts'

let nowMs: number
let voices: VoiceLimits

beforeEach(() => {
  nowMs = Date.parse('2026-11-21T10:00:00.000Z')
  voices = createVoiceLimits(() => nowMs)
})

const thumb = (prediction: string, actor?: string): FeedbackInput => ({
  kind: 'thumbs',
  value: true,
  prediction,
  actor,
})

function admit(feedback: FeedbackInput[], said: Partial<Said> = {}): string | null {
  return voices.admit({ feedback, address: '10.0.0.1', isActorProven: false, ...said })?.limit ?? null
}

/** How many are let in one by one before the first that is not, and why that is not. */
function countUntil(say: (number: number) => string | null): [number, string | null] {
  for (let number = 0; number < 50_000; number += 1) {
    const limit = say(number)
    if (limit !== null) return [number, limit]
  }
  return [50_000, null]
}

describe('without a key', () => {
  it('of one prediction so much is said, whoever says it', () => {
    const say = (number: number) => admit([thumb('p-1')], { address: `10.0.0.${number}` })
    expect(countUntil(say)).toEqual([PREDICTION_ITEMS_PER_HOUR_MAX, 'prediction'])
    expect(admit([thumb('p-2')])).toBeNull()
    nowMs += HOUR_MS
    expect(say(0)).toBeNull()
  })

  it('one person says so much, of however many predictions', () => {
    const say = (number: number) => admit([thumb(`p-${number}`, 'ann')], { isActorProven: true })
    expect(countUntil(say)).toEqual([ACTOR_ITEMS_PER_HOUR_MAX, 'actor'])
    expect(admit([thumb('p-0', 'ben')], { isActorProven: true })).toBeNull()
  })

  it('one address says so much, under however many names and however often it changes its own', () => {
    const say = (number: number) => admit([thumb(`p-${number}`)], { address: `2001:db8:1:2::${number.toString(16)}` })
    expect(countUntil(say)).toEqual([ADDRESS_ITEMS_PER_HOUR_MAX, 'address'])
    expect(admit([thumb('p')], { address: '2001:db8:1:3::1' })).toBeNull()
  })

  it('a page that thinks of people has a few of them on one prediction, who may go on', () => {
    const say = (number: number) => admit([thumb('p-1', `person ${number}`)])
    expect(countUntil(say)).toEqual([CLAIMED_ACTORS_PER_HOUR_MAX, 'actors'])
    expect(say(0)).toBeNull()
    expect(admit([thumb('p-1')])).toBeNull()
    expect(admit([thumb('p-2', 'person 9')])).toBeNull()
  })

  it('whom a token names is held up by nobody who only gives that name', () => {
    countUntil((number) => admit([thumb(`p-${number}`, 'ann')]))
    countUntil(() => admit([thumb('p-1', 'ann')]))
    for (let number = 0; number < 10; number += 1)
      expect(admit([thumb('p-1', `person ${number}`)], { isActorProven: true })).toBeNull()
    expect(admit([thumb('p-1', 'ann')], { isActorProven: true })).toBeNull()
  })

  it('a prediction that a page has used up is still open to whom a token names', () => {
    const [, limit] = countUntil(() => admit([thumb('p-1')]))
    expect(limit).toBe('prediction')
    expect(countUntil(() => admit([thumb('p-1', 'ann')], { isActorProven: true }))).toEqual([
      PREDICTION_ITEMS_PER_HOUR_MAX,
      'prediction',
    ])
    expect(admit([thumb('p-1')])).toBe('prediction')
  })

  it('what is too much counts nothing, not even what of it would fit', () => {
    const all = Array.from({ length: PREDICTION_ITEMS_PER_HOUR_MAX }, () => thumb('p-1'))
    expect(admit([...all, thumb('p-1'), thumb('p-2', 'ann')])).toBe('prediction')
    expect(admit(all)).toBeNull()
    expect(voices.admit({ feedback: [thumb('p-1')], address: '', isActorProven: false })).toEqual({
      limit: 'prediction',
      waitMs: HOUR_MS / PREDICTION_ITEMS_PER_HOUR_MAX,
    })
  })
})
