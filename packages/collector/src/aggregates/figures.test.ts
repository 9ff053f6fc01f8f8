import type { Figures } from '@trimtab/contract'
import { expect, it } from 'vitest'
import { emptyTally } from '../sketches/tally.ts'
import type { Measured } from '../store/rows-folding.ts'
import { figuresOf } from './figures.ts'
import { makeMeasured } from './fixtures/measured.ts'
import { SIGNALS } from './signals/signals.ts'

const nothing: Figures = {
  predictions: 0,
  errors: 0,
  cancelled: 0,
  durationMs: null,
  firstTokenMs: null,
  inputTokens: 0,
  outputTokens: 0,
  cachedInputTokens: 0,
  reasoningTokens: 0,
  costUsd: 0,
  estimatedUsd: 0,
  unpriced: 0,
  thumbsUp: 0,
  thumbsDown: 0,
  rated: 0,
  corrected: 0,
  score: null,
}

function figuresOfAll(...all: Partial<Measured>[]): Figures {
  const tally = emptyTally()
  for (const said of all) for (const signal of SIGNALS) signal.count(makeMeasured(said), tally, 1)
  return figuresOf(tally)
}

it('figures of nothing say nothing', () => {
  expect(figuresOf()).toEqual(nothing)
})

it.each<[string, Partial<Measured>[], Partial<Figures>]>([
  ['how predictions ended', [{ status: 'error' }, { status: 'cancelled' }, {}], { errors: 1, cancelled: 1 }],
  [
    'tokens',
    [
      { inputTokens: 3, costUsd: 0 },
      { inputTokens: 4, costUsd: 0 },
    ],
    { inputTokens: 7 },
  ],
  [
    'each kind of tokens',
    [{ outputTokens: 1, cachedInputTokens: 2, reasoningTokens: 3, costUsd: 0 }],
    { outputTokens: 1, cachedInputTokens: 2, reasoningTokens: 3 },
  ],
  ['tokens without a price', [{ inputTokens: 0 }, { outputTokens: 9 }], { outputTokens: 9, unpriced: 2 }],
  ['cost, to the price of a single token', [{ costUsd: 2e-8 }, { costUsd: 12.5 }], { costUsd: 12.50000002 }],
  ['what was said before what was estimated', [{ costUsd: 1, estimatedUsd: 9 }], { costUsd: 1 }],
  ['what was estimated', [{ estimatedUsd: 0.25 }, { costUsd: 1 }], { costUsd: 1.25, estimatedUsd: 0.25 }],
  ['thumbs', [{ thumbs: 'up' }, { thumbs: 'up' }, { thumbs: 'down' }], { thumbsUp: 2, thumbsDown: 1 }],
  ['what people did', [{ isRated: true }, { isCorrected: true }], { rated: 1, corrected: 1 }],
  ['scores, below zero too', [{ score: -0.5 }, { score: 1 }, {}], { score: { mean: 0.25, count: 2 } }],
])('figures say %s', (_what, all, expected) => {
  expect(figuresOfAll(...all)).toEqual({ ...nothing, predictions: all.length, ...expected })
})

it('figures say how long it took, within one part in a hundred', () => {
  const all = Array.from({ length: 100 }, (_, index) => ({ durationMs: index + 1, firstTokenMs: (index + 1) / 1_000 }))
  const { durationMs, firstTokenMs } = figuresOfAll(...all)
  for (const [found, unitMs] of [
    [durationMs, 1],
    [firstTokenMs, 0.001],
  ] as const) {
    expect(found?.count).toBe(100)
    for (const percent of [50, 90, 95, 99] as const)
      expect(Math.abs((found?.[`p${percent}`] ?? 0) - percent * unitMs)).toBeLessThanOrEqual(percent * unitMs * 0.01)
  }
})
