import { describe, expect, it } from 'vitest'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeFacts } from '../fixtures/predictions.ts'
import { isWithheld } from './consent.ts'

const EARLY = '2026-11-21T10:00:00.000Z'
const LATE = '2026-11-21T11:00:00.000Z'
const { capture } = makeFacts(1)

describe('a prediction', () => {
  it('is held back by anyone whose newest word says so', () => {
    const yes = makeFeedback('f-1', { actor: 'ann', consent: true, at: EARLY })
    const no = makeFeedback('f-2', { actor: 'ben', consent: false, at: EARLY })
    expect(isWithheld({ capture, feedback: [yes] })).toBe(false)
    expect(isWithheld({ capture, feedback: [yes, no] })).toBe(true)
  })

  it('is given free again by a later word of the same person', () => {
    const no = makeFeedback('f-1', { actor: 'ann', consent: false, at: EARLY })
    const yes = makeFeedback('f-2', { actor: 'ann', consent: true, at: LATE })
    expect(isWithheld({ capture, feedback: [no, yes] })).toBe(false)
  })

  it('is given free by nobody who only claims to be that person', () => {
    const metadata = { claimed: true }
    const no = makeFeedback('f-1', { actor: 'ann', consent: false, at: EARLY })
    const claim = makeFeedback('f-2', { actor: 'ann', consent: true, at: LATE, metadata })
    expect(isWithheld({ capture, feedback: [no, claim] })).toBe(true)
    expect(isWithheld({ capture, feedback: [{ ...no, metadata }, claim] })).toBe(true)
    expect(isWithheld({ capture, feedback: [claim] })).toBe(false)
  })

  it('is held back by the app that made it, whatever was said about it since', () => {
    const feedback = [makeFeedback('f-1', { actor: 'ann', consent: true })]
    const held = [false, true, null].map((consent) => isWithheld({ capture: { ...capture, consent }, feedback }))
    expect(held).toEqual([true, false, false])
  })
})
