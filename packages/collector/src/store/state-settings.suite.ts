// The laws of what people chose, how long things are kept and what models cost, whatever engine keeps the state.
import type { PriceOverride, Retention, RetentionRule } from '@trimtab/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CHANGES_SHOWN_MAX } from './audit-entries.ts'
import type { ChangedBy } from './changed-by.ts'
import type { OpenedState } from './fixtures/opened-state.ts'
import type { State } from './state.ts'

const at = (hour: number): ChangedBy => ({ actor: 'ops', at: `2026-11-21T${hour}:00:00.000Z` })

const ruleOf = (task: string | null, days: number | null): RetentionRule => ({
  task,
  days,
  contentDays: null,
  predictionsMax: null,
})
const retentionOf = (...rules: RetentionRule[]): Retention => ({ rules, bytesMax: null })

const priceOf = (model: string, said: Partial<PriceOverride> = {}): PriceOverride => ({
  provider: null,
  model,
  inputUsdPerMillion: 0.15,
  outputUsdPerMillion: 0.6,
  cachedInputUsdPerMillion: null,
  ...said,
})

export function testSettings(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  const changes = async () => (await state.changes(100)).map(({ sequence: _sequence, ...entry }) => entry)

  describe(`retention in ${engine}`, () => {
    it('keeps everything for ever where nobody has said otherwise', async () => {
      expect(await state.retention()).toEqual({ rules: [], bytesMax: null })
    })

    it('is what was said last, whole and in its order', async () => {
      const chosen = { rules: [ruleOf('half \ud83d \u0000', 30), ruleOf(null, 90)], bytesMax: 10_000_000_000 }
      await state.saveRetention(retentionOf(ruleOf('a', 1)), at(10))
      expect(await state.saveRetention(chosen, at(11))).toBe(true)
      expect(await state.retention()).toEqual(chosen)
    })

    it('leaves prices as they are, and they it', async () => {
      await state.saveRetention(retentionOf(ruleOf('a', 1)), at(10))
      await state.savePrices([priceOf('m')], at(10))
      expect(await state.retention()).toEqual(retentionOf(ruleOf('a', 1)))
      expect(await state.prices()).toEqual({ version: 1, overrides: [priceOf('m')] })
    })

    it('is told of in the audit log with what changed, and not where nothing did', async () => {
      const before = { rules: [ruleOf('a', 1), ruleOf('b', 2), ruleOf(null, 3)], bytesMax: null }
      const after = { rules: [ruleOf('a', 1), ruleOf('b', 20), ruleOf('c', 4)], bytesMax: 5 }
      await state.saveRetention(before, at(10))
      expect(await state.saveRetention(structuredClone(before), at(11))).toBe(false)
      await state.saveRetention(after, at(12))
      const settings = (days: number) => ({ days, contentDays: null, predictionsMax: null })
      expect((await changes())[0]).toEqual({
        ...at(12),
        action: 'retention.changed',
        target: null,
        detail: {
          bytesMax: { before: null, after: 5 },
          count: { before: 3, after: 3 },
          changed: 3,
          changes: [
            { task: 'b', before: settings(2), after: settings(20) },
            { task: null, before: settings(3), after: null },
            { task: 'c', before: null, after: settings(4) },
          ],
        },
      })
      expect(await state.changes(100)).toHaveLength(2)
    })

    it('is told of briefly, however many rules there are', async () => {
      const rules = Array.from({ length: 1_000 }, (_, task) => ruleOf(`${task}`, 1))
      await state.saveRetention(retentionOf(...rules), at(10))
      const [entry] = await state.changes(1)
      expect(entry?.detail).toMatchObject({ count: { before: 0, after: 1_000 }, changed: 1_000 })
      expect(entry?.detail['changes']).toHaveLength(CHANGES_SHOWN_MAX)
    })
  })

  describe(`prices in ${engine}`, () => {
    it('are nobody’s own at first', async () => {
      expect(await state.prices()).toEqual({ version: 0, overrides: [] })
    })

    it('have a version that goes up by one with every change and with nothing else', async () => {
      const choice = fc.array(
        fc.constantFrom('a', 'b', 'c').map((model) => priceOf(model)),
        { maxLength: 2 },
      )
      await fc.assert(
        fc.asyncProperty(fc.array(choice, { maxLength: 8 }), async (choices) => {
          let known = await state.prices()
          for (const overrides of choices) {
            const isSame = JSON.stringify(overrides) === JSON.stringify(known.overrides)
            const version = await state.savePrices(overrides, at(10))
            expect(version).toBe(known.version + (isSame ? 0 : 1))
            known = await state.prices()
            expect(known).toEqual({ version, overrides })
          }
          expect((await state.changes(1_000)).length).toBe(known.version)
        }),
        { numRuns: 20 },
      )
    })

    it('that change at the same moment have a version each', async () => {
      const versions = await Promise.all(['a', 'b', 'c'].map((model) => state.savePrices([priceOf(model)], at(10))))
      expect(versions.toSorted((left, right) => left - right)).toEqual([1, 2, 3])
      expect((await state.prices()).version).toBe(3)
    })

    it('are told of in the audit log by provider and model', async () => {
      await state.savePrices([priceOf('m'), priceOf('m', { provider: 'azure' })], at(10))
      await state.savePrices([priceOf('m'), priceOf('m', { provider: 'azure', inputUsdPerMillion: 1 })], at(11))
      const settings = { inputUsdPerMillion: 0.15, outputUsdPerMillion: 0.6, cachedInputUsdPerMillion: null }
      expect((await changes())[0]).toEqual({
        ...at(11),
        action: 'prices.changed',
        target: null,
        detail: {
          version: 2,
          count: { before: 2, after: 2 },
          changed: 1,
          changes: [{ provider: 'azure', model: 'm', before: settings, after: { ...settings, inputUsdPerMillion: 1 } }],
        },
      })
    })
  })
}
