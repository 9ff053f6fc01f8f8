// The laws of upkeep that the rows half of the port holds to: what is kept reads the same however it is kept, what was
// counted stays counted when it is old, and who is forgotten was never there.
import { hash } from 'node:crypto'
import type { Message, Prediction, PredictionFacts, RetentionRule } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rollUp } from '../aggregates/roll-up.ts'
import type { Clock } from '../clock.ts'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow, START } from '../fixtures/predictions.ts'
import { CELL_LEVELS } from './rows-folding.ts'
import type { RetentionStep } from './rows-upkeep.ts'
import type { OpenedRows } from './rows.suite.ts'
import type { Rows } from './rows.ts'
import type { PredictionRow, TraceRow } from './stored.ts'

const DAY_MS = 86_400_000
const NS_PER_MS = 1_000_000n

const say = (role: string, text: string): Message => ({ role, parts: [{ type: 'text', text }] })

/** A turn of a conversation, with everything that was said before. */
function turnOf(session: string, number: number, said: Partial<PredictionFacts> = {}): PredictionRow {
  const { input, output } = makeFacts(number)
  const turn = number % 10
  const messages = Array.from({ length: 2 * turn + 1 }, (_, index) =>
    say(index % 2 === 0 ? 'user' : 'assistant', `${session} says ${index}`),
  )
  const answer = `${session} says ${2 * turn + 1}`
  return makeRow(number, {
    session,
    input: { ...input, system: 'Be kind.', tools: [{ name: 'look', description: null, parameters: {} }], messages },
    output: { ...output, messages: [say('assistant', answer)], text: answer, finishReason: 'length' },
    parentSpanId: 'b'.repeat(16),
    parameters: { temperature: 0.2, turns: turn },
    ...said,
  })
}

function traceRowOf({ facts, startedNs }: PredictionRow, text: string): TraceRow {
  return { traceId: facts.traceId, spanId: 'f'.repeat(16), part: '', startedNs, endedNs: startedNs, body: { text } }
}

async function finish(step: () => Promise<boolean>): Promise<void> {
  while (await step());
}

const forEver: RetentionRule = { task: null, days: null, contentDays: null, predictionsMax: null }

/** Opens an empty store each time, which takes the time from this clock. */
export function testUpkeepOfRows(engine: string, open: (clock: Clock) => OpenedRows, runs: number): void {
  async function withStore(use: (rows: Rows, laterMs: (ms: number) => void) => Promise<void>): Promise<void> {
    let nowMs = START
    const { rows, close } = open(() => nowMs)
    try {
      await use(rows, (ms) => {
        nowMs += ms
      })
    } finally {
      close()
    }
  }

  const readAll = async (rows: Rows): Promise<Prediction[]> =>
    (await rows.predictions({ limit: 200 }))?.predictions ?? []
  const idsOf = async (rows: Rows) => (await readAll(rows)).map(({ id }) => id).toSorted()

  async function readSums(rows: Rows): Promise<unknown> {
    await finish(() => rollUp(rows))
    return Promise.all(
      CELL_LEVELS.map((level) => rows.sums({ level, byTask: true, byTime: true }).then(({ sums }) => sums)),
    )
  }

  async function countTagged(rows: Rows, tag: string): Promise<number> {
    await finish(() => rollUp(rows))
    return (await rows.facets(null)).find(({ name, value }) => name === 'tag' && value === tag)?.predictions ?? 0
  }

  /** What is cold by now is packed. */
  async function settle(rows: Rows, laterMs: (ms: number) => void): Promise<void> {
    laterMs(DAY_MS)
    await rows.add(makeBatch({}))
    await finish(() => rows.catchUp(50))
  }

  const remove = async (rows: Rows, step: Partial<RetentionStep>) => {
    const removed = { predictions: 0, contents: 0 }
    for (;;) {
      const each = await rows.removeOld({
        rules: [],
        bytesMax: null,
        nowMs: START,
        budgetMs: 50,
        pinned: async () => new Set(),
        ...step,
      })
      removed.predictions += each.predictions
      removed.contents += each.contents
      if (!each.isMore) return removed
    }
  }

  describe(`upkeep of ${engine}`, () => {
    const anyStep = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('add' as const), turn: fc.nat(29) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('revise' as const), turn: fc.nat(29) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), turn: fc.nat(29) }) },
      { weight: 2, arbitrary: fc.constant({ kind: 'later' as const, turn: 0 }) },
      { weight: 2, arbitrary: fc.constant({ kind: 'upkeep' as const, turn: 0 }) },
    )

    it('changes nothing of what is read, whatever was written before it and goes on being written', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { maxLength: 40 }), async (steps) => {
          await withStore(async (plain) =>
            withStore(async (kept, laterMs) => {
              const references = Array.from({ length: 30 }, (_, number) => {
                const { facts, startedNs } = turnOf('s', number)
                return { traceId: facts.traceId, fromNs: startedNs, toNs: startedNs }
              })
              for (const [index, { kind, turn }] of steps.entries()) {
                if (kind === 'later') laterMs(DAY_MS)
                if (kind === 'upkeep') await finish(() => kept.catchUp(50))
                const session = `s-${Math.floor(turn / 10)}`
                const row = turnOf(session, turn, kind === 'revise' ? { tags: [`revised ${index}`] } : {})
                const traceRows = [traceRowOf(row, `beside ${turn}`)]
                for (const rows of [plain, kept]) {
                  if (kind === 'add') await rows.add(makeBatch({ predictions: [row], traceRows }))
                  if (kind === 'revise') await rows.add(makeBatch({ revised: [row] }))
                  if (kind === 'withdraw') await rows.add(makeBatch({ withdrawn: [row] }))
                }
                expect(kind === 'upkeep' ? await readAll(kept) : null).toEqual(
                  kind === 'upkeep' ? await readAll(plain) : null,
                )
              }
              await settle(kept, laterMs)
              expect(await readAll(kept)).toEqual(await readAll(plain))
              const byTrace = async (rows: Rows) =>
                (await rows.traces(references)).toSorted((one, other) => (one.traceId < other.traceId ? -1 : 1))
              expect(await byTrace(kept)).toEqual(await byTrace(plain))
            }),
          )
        }),
        { numRuns: runs },
      )
    })

    it('ends, and then there is nothing more to do', async () => {
      await withStore(async (rows, laterMs) => {
        await rows.add(makeBatch({ predictions: [turnOf('s', 0), turnOf('s', 1)] }))
        await settle(rows, laterMs)
        expect(await rows.catchUp(50)).toBe(false)
      })
    })
  })

  describe(`retention in ${engine}`, () => {
    const rule = (said: Partial<RetentionRule>): RetentionRule => ({ ...forEver, ...said })
    /** One prediction a day, the last of them now. */
    const month = (said: Partial<PredictionFacts> = {}) =>
      Array.from({ length: 30 }, (_, day) => {
        const startedAt = new Date(START - (29 - day) * DAY_MS - 1).toISOString()
        return {
          ...turnOf(`s-${day}`, day, { startedAt, tags: ['old'], ...said }),
          startedNs: BigInt(Date.parse(startedAt)) * NS_PER_MS,
        }
      })

    it.each([false, true])(
      'removes what is older than so many days, and it stays counted (packed: %s)',
      async (isPacked) => {
        await withStore(async (rows, laterMs) => {
          const all = month()
          await rows.add(makeBatch({ predictions: all, feedback: [makeFeedback('f', { session: 's-3' })] }))
          if (isPacked) await settle(rows, laterMs)
          const sums = await readSums(rows)
          expect(await remove(rows, { rules: [rule({ days: 10 })] })).toEqual({ predictions: 20, contents: 0 })
          expect(await idsOf(rows)).toEqual(
            all
              .slice(20)
              .map(({ facts }) => facts.id)
              .toSorted(),
          )
          expect(await readSums(rows)).toEqual(sums)
          // What there is to choose from is there.
          expect(await countTagged(rows, 'old')).toBe(10)
          expect(await rows.waiting()).toBe(0)
          expect(await remove(rows, { rules: [rule({ days: 10 })] })).toEqual({ predictions: 0, contents: 0 })
          await settle(rows, laterMs)
          expect(await readSums(rows)).toEqual(sums)
          await rows.unfold()
          expect(await readSums(rows)).toEqual(sums)
        })
      },
    )

    it('counts what was removed before anybody counted it', async () => {
      await withStore(async (rows) =>
        withStore(async (others) => {
          for (const each of [rows, others]) await each.add(makeBatch({ predictions: month() }))
          await remove(rows, { rules: [rule({ days: 10 })] })
          expect(await readSums(rows)).toEqual(await readSums(others))
        }),
      )
    })

    it('keeps the newest of each task where only so many are to be kept', async () => {
      await withStore(async (rows) => {
        const [ours, theirs] = [month().slice(0, 15), month({ task: 'other' }).slice(15)]
        await rows.add(makeBatch({ predictions: [...ours, ...theirs] }))
        const rules = [rule({ predictionsMax: 5 }), rule({ task: 'other', predictionsMax: 12 })]
        expect((await remove(rows, { rules })).predictions).toBe(13)
        expect(await idsOf(rows)).toEqual(
          [...ours.slice(10), ...theirs.slice(3)].map(({ facts }) => facts.id).toSorted(),
        )
      })
    })

    it('goes by the rule of the task, and by the one for all others where it has none', async () => {
      await withStore(async (rows) => {
        await rows.add(makeBatch({ predictions: [...month().slice(0, 15), ...month({ task: 'other' }).slice(15)] }))
        expect((await remove(rows, { rules: [rule({ days: 0 }), rule({ task: 'other' })] })).predictions).toBe(15)
        expect((await remove(rows, { rules: [rule({ task: 'other', days: 5 })] })).predictions).toBe(10)
      })
    })

    it.each([false, true])('removes only what was said where only that is old (packed: %s)', async (isPacked) => {
      await withStore(async (rows, laterMs) => {
        const all = month({ metadata: { plan: 'team' } })
        await rows.add(makeBatch({ predictions: all, traceRows: all.map((row) => traceRowOf(row, 'beside')) }))
        if (isPacked) await settle(rows, laterMs)
        const [before, sums] = [await readAll(rows), await readSums(rows)]
        expect(await remove(rows, { rules: [rule({ contentDays: 10 })] })).toEqual({ predictions: 0, contents: 20 })
        const silent = {
          input: { system: null, messages: null, tools: null, features: null },
          capture: { content: false, truncated: false, droppedAttributes: 0, consent: null, removed: true },
        }
        const expected = before.map((each, index) =>
          index < 10 ? each : { ...each, ...silent, output: { ...each.output, messages: null, text: null } },
        )
        expect(await readAll(rows)).toEqual(expected)
        const [old, young] = [all[0], all[29]].map((row) => row ?? turnOf('s', 0))
        for (const [row, beside] of [
          [old, 0],
          [young, 1],
        ] as const) {
          if (row === undefined) continue
          const { startedNs, facts } = row
          const [found] = await rows.traces([{ traceId: facts.traceId, fromNs: startedNs, toNs: startedNs }])
          expect(found?.rows).toHaveLength(beside)
        }
        await settle(rows, laterMs)
        expect(await readAll(rows)).toEqual(expected)
        expect(await readSums(rows)).toEqual(sums)
        expect(await remove(rows, { rules: [rule({ contentDays: 10 })] })).toEqual({ predictions: 0, contents: 0 })
      })
    })

    it('touches nothing that must stay', async () => {
      await withStore(async (rows) => {
        const all = month()
        await rows.add(makeBatch({ predictions: all }))
        const staying = new Set(all.slice(0, 3).map(({ facts }) => facts.id))
        const pinned = async (ids: string[]) => new Set(ids.filter((id) => staying.has(id)))
        const before = (await readAll(rows)).filter(({ id }) => staying.has(id))
        const rules = [rule({ days: 10, contentDays: 5 })]
        expect(await remove(rows, { rules, pinned })).toEqual({ predictions: 17, contents: 5 })
        expect((await readAll(rows)).filter(({ id }) => staying.has(id))).toEqual(before)
        expect((await remove(rows, { bytesMax: 1, pinned })).predictions).toBe(10)
        expect(await idsOf(rows)).toEqual([...staying].toSorted())
      })
    })

    it('keeps below so many bytes, by removing the oldest of whatever task and no more than it has to', async () => {
      await withStore(async (rows) => {
        const usedBytes = async () => {
          const { bytes, freeBytes } = await rows.report()
          return bytes - freeBytes
        }
        const empty = await usedBytes()
        const noise = (number: number) =>
          Array.from({ length: 40 }, (_, index) => hash('sha512', `${number} ${index}`)).join('')
        const all = Array.from({ length: 400 }, (_, number) => {
          const messages = [say('user', noise(number))]
          return turnOf(`s-${number}`, number, {
            task: `task ${number % 3}`,
            input: { ...makeFacts(number).input, messages },
          })
        })
        for (let at = 0; at < all.length; at += 100) await rows.add(makeBatch({ predictions: all.slice(at, at + 100) }))
        const bytesMax = Math.floor(empty + ((await usedBytes()) - empty) * 0.6)
        const { predictions } = await remove(rows, { bytesMax })
        expect(await usedBytes()).toBeLessThanOrEqual(bytesMax)
        expect(predictions).toBeLessThan(0.6 * all.length)
        const left = new Set((await rows.predictions({ limit: 500 }))?.predictions.map(({ id }) => id))
        expect(all.map(({ facts }) => left.has(facts.id))).toEqual(all.map((_, index) => index >= predictions))
        expect((await remove(rows, { bytesMax })).predictions).toBe(0)
      })
    })

    it('removes what waits for a prediction that does not come', async () => {
      await withStore(async (rows) => {
        const at = new Date(START - 20 * DAY_MS).toISOString()
        const feedback = [makeFeedback('f-1', { key: 'never', at }), makeFeedback('f-2', { key: 'soon' })]
        await rows.add(makeBatch({ feedback }))
        await remove(rows, { rules: [rule({ days: 10 })] })
        expect(await rows.waiting()).toBe(1)
      })
    })
  })
}
