import { describe, expect, it } from 'vitest'
import { HOUR_MS } from '../hours.ts'
import { alarmSentence, shareName } from './alarm-sentence.ts'
import { signalOf } from './fixtures/guarded-store.ts'
import { START_MS } from './fixtures/streams.ts'
import { timedHour } from './fixtures/timed-hours.ts'
import { openAlarm } from './incidents.ts'
import { guardedShares, type ShareOf } from './lookouts.ts'
import { ALL_HOURS } from './week-levels.ts'

const LANGUAGE = signalOf(1, 'category', { name: 'output.language', categories: ['en', 'de'], group: 'output' })
const HOURS = [10, 10, 10, 30, 30].map((de, hour) => timedHour(hour, { 1: 100 - de, 2: de }))

function alarmAt(nowMs: number, isBelow = false) {
  const share = guardedShares(LANGUAGE, 'values', HOURS.slice(0, 3)).find((one) => one.isBelow === isBelow)
  if (share === undefined) throw new Error('nothing is guarded')
  const bound = {
    was: isBelow ? 0.9 : 0.1,
    dependence: 1,
    rowsOfHour: 100,
    level: ALL_HOURS,
    highest: Float64Array.of(isBelow ? 0.6 : 0.15),
  }
  return openAlarm({
    armedMs: START_MS,
    task: 'a task',
    signal: LANGUAGE,
    aspect: 'values',
    strongest: { share, bound },
    hours: HOURS,
    nowMs,
  })
}

describe('an incident', () => {
  it('says what rose to what since the hour in which it most likely began', () => {
    expect(alarmAt(START_MS + 5 * HOUR_MS)).toMatchObject({
      signal: 'output.language',
      group: 'output',
      state: 'open',
      openedAt: '2026-11-02T05:00:00.000Z',
      beganAt: { from: '2026-11-02T03:00:00.000Z', to: '2026-11-02T04:00:00.000Z' },
      summary: '`output.language` = de rose to 30.0 %, of 200 rows since it began; it was 10.0 % (fine: up to 15.0 %).',
      share: { name: 'share of de', seen: 0.3, fine: 0.15 },
      events: [{ kind: 'opened', at: '2026-11-02T05:00:00.000Z', by: null, note: null }],
    })
  })

  it('never began after it was opened', () => {
    const early = alarmAt(START_MS + 3 * HOUR_MS + HOUR_MS / 4)
    expect(early.beganAt?.to).toBe(early.openedAt)
  })

  it('says of what fell the share itself, and not what it is turned around', () => {
    const { share, summary } = alarmAt(START_MS + 5 * HOUR_MS, true)
    expect(share).toMatchObject({ name: 'share of de', fine: 0.4 })
    expect(summary).toMatch(/^`output.language` = de fell to .+; it was 10.0 % \(fine: down to 40.0 %\)\.$/)
  })
})

it('of what was only ever no it is told how often it is yes', () => {
  const refusal = signalOf(1, 'category', { name: 'output.refusal', categories: ['false', 'true'], group: 'output' })
  const calm = [0, 1].map((hour) => timedHour(hour, { 1: 100 }))
  const share = guardedShares(refusal, 'values', calm).find(({ isBelow }) => isBelow)
  if (share === undefined) throw new Error('nothing is guarded')
  const { summary } = openAlarm({
    armedMs: START_MS,
    task: 'a task',
    signal: refusal,
    aspect: 'values',
    strongest: {
      share,
      bound: { was: 0, dependence: 1, rowsOfHour: 100, level: ALL_HOURS, highest: Float64Array.of(0.05) },
    },
    hours: [timedHour(2, { 1: 60, 2: 40 })],
    nowMs: START_MS + 3 * HOUR_MS,
  })
  expect(summary).toBe(
    '`output.refusal` is true in 40.0 %, of 100 rows since it began; it was 0.0 % (fine: up to 5.0 %).',
  )
})

describe('a sentence', () => {
  const said = { name: 'durationMs', kind: 'number' as const, grid: { centre: 1_240, spread: 100 } }
  const figures = { seen: 0.31, fine: 0.161, was: 0.1, rows: 60, unseen: ['x', 'y'] }
  const sentence = (of: ShareOf, isBelow = false) => alarmSentence(said, { of, isBelow }, figures)

  it('says of numbers on which side of which they are', () => {
    expect(sentence({ is: 'above', bin: -1 })).toBe(
      '31.0 % of `durationMs` are above 1,239, of 60 rows since it began; it was 10.0 % (fine: up to 16.1 %).',
    )
    expect(sentence({ is: 'at_most', bin: -1 })).toBe(
      '31.0 % of `durationMs` are at most 1,239, of 60 rows since it began; it was 10.0 % (fine: up to 16.1 %).',
    )
  })

  it('says of all else what it is a share of, and in which direction it went', () => {
    expect(sentence({ is: 'missing' })).toContain('`durationMs` is missing more often: in 31.0 %, of 60 rows')
    expect(sentence({ is: 'missing' }, true)).toContain('more seldom: in 31.0 %')
    expect(sentence({ is: 'type' })).toContain('is a number in the reference and comes as text now: in 31.0 %')
    expect(sentence({ is: 'cluster', cluster: 3 }, true)).toContain('One kind of `durationMs` fell to 31.0 %')
    expect(sentence({ is: 'others' })).toContain('All rare categories of `durationMs` together rose to 31.0 %')
    expect(sentence({ is: 'unseen' })).toContain('never there before, such as "x" and "y", rose to 31.0 %')
    expect(sentence({ is: 'rate', category: 'true' })).toContain('`durationMs` is true in 31.0 %')
  })

  it('has a name of the share for each', () => {
    const kinds: ShareOf[] = [{ is: 'others' }, { is: 'unseen' }, { is: 'missing' }, { is: 'type' }]
    const names = [...kinds, { is: 'cluster' as const, cluster: 0 }].map((of) => shareName(said, { of }))
    expect(new Set(names).size).toBe(5)
  })
})
