import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SpanIdentity } from '../prediction/prediction-id.ts'
import { createSampling, isDrawn, type Sampling, SAMPLING_LIMITS, type SamplingLimits } from './sampling.ts'

interface Setup {
  sampling: Sampling<string>
  /** What was sent, with the rate it says of itself. */
  sent: [item: string, rate: number | undefined][]
  dropped: string[]
}

/** An item is a text and takes as many bytes. */
function openSampling(rate: number, limits: Partial<SamplingLimits> = {}): Setup {
  const sent: Setup['sent'] = []
  const dropped: string[] = []
  const sampling = createSampling<string>(
    {
      rate,
      record: (item, saidRate) => sent.push([item, saidRate]),
      measureBytes: (item) => item.length,
      drop: (reason) => dropped.push(reason),
    },
    { ...SAMPLING_LIMITS, ...limits },
  )
  return { sampling, sent, dropped }
}

function makeIdentity(spanId: string, traceId: string = randomBytes(16).toString('hex')): SpanIdentity {
  return { traceId, spanId, parentSpanId: undefined }
}

const USUAL = { isAlwaysKept: false }
const hexDigit = fc.integer({ min: 0, max: 15 }).map((digit) => digit.toString(16))
const traceId = fc.string({ unit: hexDigit, minLength: 32, maxLength: 32 })

describe('of the predictions', () => {
  it('as many are sent as the rate says, and say the rate', () => {
    for (const rate of [0.01, 0.25, 0.9]) {
      const { sampling, sent } = openSampling(rate)
      for (let index = 0; index < 20_000; index += 1) sampling.finish(makeIdentity(`s-${index}`), '', USUAL)
      // Five standard deviations: one run in two million strays further.
      const margin = 5 * Math.sqrt((rate * (1 - rate)) / 20_000)
      expect(Math.abs(sent.length / 20_000 - rate)).toBeLessThan(margin)
      expect(new Set(sent.map(([, said]) => said))).toEqual(new Set([rate]))
    }
  })

  it('all are sent at rate 1, and say nothing; none is drawn at rate 0', () => {
    fc.assert(fc.property(traceId, (trace) => !isDrawn(trace, 0)))
    const { sampling, sent } = openSampling(1)
    sampling.finish(makeIdentity('s', 'f'.repeat(32)), 'a', USUAL)
    expect(sent).toEqual([['a', undefined]])
  })

  it('those of one trace are sent together, and whoever samples more sends all that others do', () => {
    fc.assert(
      fc.property(traceId, fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(5), (trace, rate, count) => {
        const { sampling, sent } = openSampling(rate)
        for (let index = 0; index < count; index += 1) sampling.finish(makeIdentity(`s-${index}`, trace), '', USUAL)
        expect(sent.length).toBe(isDrawn(trace, rate) ? count : 0)
        expect(isDrawn(trace, Math.min(rate + 0.1, 1)) || !isDrawn(trace, rate)).toBe(true)
      }),
    )
  })

  it('those that failed or have a key are always sent, and count for themselves', () => {
    const { sampling, sent } = openSampling(0)
    sampling.finish(makeIdentity('s'), 'failed', { isAlwaysKept: true })
    expect(sent).toEqual([['failed', undefined]])
  })
})

describe('a prediction that somebody asks for', () => {
  it('is sent exactly once, whenever it is asked for and however often', () => {
    const moment = fc.constantFrom('running', 'finished', 'never')
    fc.assert(
      fc.property(
        fc.array(fc.tuple(traceId, moment), { maxLength: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, rate) => {
          const { sampling, sent, dropped } = openSampling(rate)
          for (const [index, [trace, asked]] of all.entries()) {
            const identity = makeIdentity(`s-${index}`, trace)
            if (asked === 'running') sampling.ask(identity)
            sampling.finish(identity, String(index), USUAL)
            if (asked === 'finished') for (const _ of [1, 2]) sampling.ask(identity)
          }
          const isSent = ([trace, asked]: [string, string]) => asked !== 'never' || rate === 1 || isDrawn(trace, rate)
          const expected = all.flatMap((one, index) => (isSent(one) ? [String(index)] : []))
          expect(sent.map(([item]) => item)).toEqual(expected)
          expect(dropped).toEqual([])
        },
      ),
    )
  })

  it('counts for itself when it was asked for in time, and for nothing when the drawn ones stand for it', () => {
    const { sampling, sent } = openSampling(0)
    const [early, late] = [makeIdentity('early'), makeIdentity('late')]
    sampling.ask(early)
    for (const one of [early, late]) sampling.finish(one, one.spanId, USUAL)
    sampling.ask(late)
    expect(sent).toEqual([
      ['early', undefined],
      ['late', 0],
    ])
  })

  it('by what it says of itself is sent too', () => {
    const { sampling, sent } = openSampling(0)
    for (const item of ['session 1', 'session 2', 'session 1'])
      sampling.finish(makeIdentity(`s-${sent.length}-${Math.random()}`), item, USUAL)
    for (const _ of [1, 2]) sampling.askWhere((item) => item === 'session 1')
    expect(sent).toEqual([
      ['session 1', 0],
      ['session 1', 0],
    ])
  })

  it('too late is counted, once', () => {
    const { sampling, sent, dropped } = openSampling(0, { heldItemsMax: 1 })
    for (const id of ['old', 'new']) sampling.finish(makeIdentity(id), id, USUAL)
    for (const id of ['old', 'old', 'new']) sampling.ask({ spanId: id })
    expect({ sent, dropped }).toEqual({ sent: [['new', 0]], dropped: ['sampled_out_and_asked'] })
  })

  it('is not let go for one that there would never be room for', () => {
    const { sampling, sent, dropped } = openSampling(0, { heldBytesMax: 10 })
    for (const [id, length] of [
      ['a', 6],
      ['b', 4],
      ['c', 11],
      ['d', 6],
    ] as const) {
      sampling.finish(makeIdentity(id), id.repeat(length), USUAL)
      if (id === 'b') sampling.ask({ spanId: 'a' })
    }
    for (const id of ['b', 'c', 'd']) sampling.ask({ spanId: id })
    expect(sent.map(([item]) => item[0])).toEqual(['a', 'b', 'd'])
    expect(dropped).toHaveLength(1)
  })

  it('is weighted so that the sums come out right, whoever asks and when', () => {
    const { sampling, sent } = openSampling(0.3)
    for (let index = 0; index < 30_000; index += 1) {
      const identity = makeIdentity(`s-${index}`)
      if (index % 7 === 0) sampling.ask(identity)
      sampling.finish(identity, '', USUAL)
      if (index % 5 === 0) sampling.ask(identity)
    }
    const weights = sent.map(([, rate]) => (rate === undefined ? 1 : rate === 0 ? 0 : 1 / rate))
    const sum = weights.reduce((left, right) => left + right, 0)
    expect(Math.abs(sum / 30_000 - 1)).toBeLessThan(0.05)
  })
})
