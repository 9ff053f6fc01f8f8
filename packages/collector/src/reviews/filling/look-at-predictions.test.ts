import type { Feedback, ReviewQueue, ReviewRule } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { makeFeedback } from '../../fixtures/feedback.ts'
import { makeFacts, makePrediction, START } from '../../fixtures/predictions.ts'
import { makeFilling, makeQueue } from '../../store/fixtures/review-queues.ts'
import type { Filling } from '../../store/state-reviews.ts'
import { openCategories } from './categories.ts'
import { rememberCounted } from './counted.ts'
import { openLook } from './look-at-predictions.ts'

const HOUR = new Date(START).toISOString()
const down = makeFeedback('f-1', { value: false })
const why = makeFeedback('f-2', { kind: 'comment', value: null, comment: 'too long' })

function predict(feedback: Feedback[] = [], number = 1, label: string | null = null) {
  const facts = makeFacts(number)
  return makePrediction({ ...facts, output: { ...facts.output, label } }, feedback)
}

/** As long as the filler runs: each page is looked at by itself. */
function startLooking(rules: ReviewRule[], said: Partial<ReviewQueue> = {}) {
  const counted = rememberCounted()
  const queue = makeQueue('q-1', { rules, ...said })
  return (filling: Filling) =>
    openLook({
      queue,
      filling,
      rows: { predictions: () => Promise.resolve(null) },
      deviations: rules.map(() => 0.5),
      counted,
      makeId: () => 'id',
      nowMs: START,
    })
}

describe('what a queue has seen', () => {
  const rules: ReviewRule[] = [{ reason: 'thumbs_down' }, { reason: 'random' }]

  async function seenAfter(pages: [Feedback[], isFirst: boolean][], said: Partial<Filling> = {}) {
    const open = startLooking(rules, { perDay: 100 })
    let filling = makeFilling({ phase: 'following', shares: [1, 1], ...said })
    for (const [feedback, isFirst] of pages) {
      const look = open(filling)
      await look.at(predict(feedback), isFirst)
      filling = look.end().filling
    }
    return { seen: filling.seen[HOUR], considered: filling.considered }
  }

  it('is each prediction once under each rule, however often something is said of it', async () => {
    expect(await seenAfter([[[], true]])).toEqual({ seen: [0, 1], considered: 1 })
    expect(await seenAfter([[[down], true]])).toEqual({ seen: [1, 1], considered: 1 })
    const often: [Feedback[], boolean][] = [
      [[], true],
      [[down], false],
      [[down, why], false],
      [[down, why], false],
    ]
    expect(await seenAfter(often)).toEqual({ seen: [1, 1], considered: 1 })
    expect(
      await seenAfter([
        [[down], true],
        [[down, why], false],
      ]),
    ).toEqual({ seen: [1, 1], considered: 1 })
  })

  it('is not what is only said of what was never looked at as new', async () => {
    expect(await seenAfter([[[why], false]])).toEqual({ seen: undefined, considered: 0 })
  })

  it('is counted before it is looked back at, and not again then', async () => {
    expect(await seenAfter([[[], true]], { phase: 'counting' })).toEqual({ seen: [0, 1], considered: 1 })
    expect(await seenAfter([[[], true]], { phase: 'looking_back' })).toEqual({ seen: undefined, considered: 1 })
  })
})

describe('the categories that a queue knows', () => {
  const updatedAt = new Date(START + 10).toISOString()

  async function knows(phase: Filling['phase'], number: number): Promise<boolean> {
    const look = startLooking([{ reason: 'new_category' }], { updatedAt })(makeFilling({ phase }))
    const prediction = predict([], number, 'cat')
    await look.at(prediction, true)
    return openCategories(look.end().filling.categories, 'q-1').newIn(prediction).length === 0
  }

  it('are those of before it was made and of what it was told, so that whatever came since is new once', async () => {
    expect([await knows('counting', 9), await knows('looking_back', 9)]).toEqual([true, true])
    expect([await knows('looking_back', 10), await knows('looking_back', 11)]).toEqual([false, false])
    expect([await knows('following', 9), await knows('following', 11)]).toEqual([true, true])
  })
})
