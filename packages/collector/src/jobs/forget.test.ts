import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatasetRow } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow } from '../fixtures/predictions.ts'
import { addQueue, changedBy, lease, makeFilling, makeItem, makeQueue } from '../store/fixtures/review-queues.ts'
import { makeCell, makeSaid, move, TASK } from '../store/fixtures/watches.ts'
import { makeFolder, openStoreAt } from '../store/sqlite/fixtures/open-store.ts'
import type { Store } from '../store/store.ts'
import { forgetPerson } from './forget.ts'

const AT = '2026-11-22T10:00:00.000Z'
const ANN = 'ann@shop.example'

let folder: string
let store: Store
let dataset: string

beforeEach(async () => {
  folder = makeFolder()
  store = openStoreAt(folder)
  const said = (text: string) => ({
    input: {
      system: 'Be kind.',
      messages: [{ role: 'user' as const, parts: [{ type: 'text' as const, text }] }],
      tools: null,
      features: null,
    },
  })
  await store.rows.add(
    makeBatch({
      predictions: [
        makeRow(1, { user: ANN, session: 's-ann', ...said('My cat is called Minka') }),
        makeRow(2, { user: ANN, session: 's-ann', ...said('My dog is called Rollo') }),
        makeRow(3, { user: 'ben', session: 's-ben', ...said('I have no pets') }),
      ],
      feedback: [
        makeFeedback('f-1', { prediction: makeFacts(1).id, actor: ANN, comment: 'Minka agrees' }),
        makeFeedback('f-2', { prediction: makeFacts(3).id, actor: ANN }),
        makeFeedback('f-3', { prediction: makeFacts(3).id, actor: 'ben' }),
      ],
    }),
  )
  const built = await store.state.addDatasetVersion(
    {
      name: 'replies',
      recipe: { name: 'replies', select: { task: 'support.reply', feedback: 'thumbs-up' } },
      asOf: AT,
      builtAt: AT,
      selected: 2,
      kept: { train: 2, validation: 0, test: 0 },
      dropped: {},
    },
    [rowOf(1, 1, ANN, 'My cat is called Minka'), rowOf(2, 3, 'ben', 'I have no pets')],
  )
  dataset = built.dataset
  await store.state.recordExport({ dataset, version: 1, format: 'openai-sft', split: null, rows: 2, at: AT })
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

function rowOf(line: number, number: number, user: string, text: string): DatasetRow {
  return {
    example: {
      system: null,
      messages: [{ role: 'user', parts: [{ type: 'text', text }] }],
      tools: null,
      target: { role: 'assistant', parts: [{ type: 'text', text: 'Hi' }] },
    },
    lineage: {
      line,
      split: 'train',
      prediction: makeFacts(number).id,
      feedback: [`f-${number}`],
      group: `user:${user}`,
    },
  }
}

const forget = (user: string, state: Parameters<typeof forgetPerson>[0]['state'] = store.state) =>
  forgetPerson({ rows: store.rows, state, user, actor: 'command', at: AT })

const entries = async () => (await store.state.changes(10)).filter(({ action }) => action === 'person.forgotten')

const linesLeft = async () => (await store.state.datasetRows(dataset, 1, 'train')).map(({ lineage }) => lineage.line)

describe('a person who is forgotten', () => {
  it('is gone from predictions, feedback and datasets, and the report says what had left before', async () => {
    expect(await forget(ANN)).toEqual({
      user: ANN,
      predictions: 2,
      feedback: 2,
      reviews: 0,
      contents: expect.any(Number) as number,
      datasetVersions: [{ dataset, version: 1, rows: 1 }],
      exported: [{ dataset, version: 1, format: 'openai-sft', at: AT }],
    })
    const page = await store.rows.predictions({ limit: 10 })
    expect(page?.predictions.map(({ id, feedback }) => [id, feedback.map((each) => each.id)])).toEqual([
      [makeFacts(3).id, ['f-3']],
    ])
    expect(await linesLeft()).toEqual([2])
    expect((await store.state.datasetVersion(dataset))?.forgotten).toBe(1)
  })

  it('is in no byte of the folder any more once the store is closed, the log of changes included', async () => {
    await forget(ANN)
    store.close()
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('latin1'))
    for (const said of [ANN, 's-ann', 'Minka', 'Rollo']) expect(bytes.join('').includes(said), said).toBe(false)
    expect(bytes.join('')).toContain('I have no pets')
    store = openStoreAt(folder)
    expect(await entries()).toEqual([
      {
        sequence: expect.any(Number) as number,
        at: AT,
        actor: 'command',
        action: 'person.forgotten',
        target: null,
        detail: { predictions: 2, datasetVersions: [{ dataset, version: 1, rows: 1 }], exports: 1 },
      },
    ])
  })

  it('of whom nothing is stored is no change, the first time and the second', async () => {
    expect(await forget('nobody')).toBeNull()
    expect(await entries()).toEqual([])
    await forget(ANN)
    expect(await forget(ANN)).toBeNull()
    expect(await entries()).toHaveLength(1)
  })

  it('is asked for by no view any more, also where that was all there was', async () => {
    const view = { id: 'v-1', screen: 'predictions' as const, name: 'Hers', query: `user=${encodeURIComponent(ANN)}` }
    await store.state.addView(view, { actor: 'command', at: AT })
    const ofSession = { ...view, id: 'v-2', name: 'Hers too', query: 'session=s-ann' }
    await store.state.addView(ofSession, { actor: 'command', at: AT })
    await forget(ANN)
    expect(await store.state.views()).toEqual([])
    await store.state.addView(view, { actor: 'command', at: AT })
    expect(await forget(ANN)).toMatchObject({ predictions: 0 })
    expect([await store.state.views(), await forget(ANN)]).toEqual([[], null])
  })

  it('may have said something and asked nothing', async () => {
    await store.rows.add(
      makeBatch({ feedback: [makeFeedback('f-9', { prediction: makeFacts(3).id, actor: 'critic' })] }),
    )
    expect(await forget('critic')).toMatchObject({ predictions: 0, feedback: 1, datasetVersions: [] })
    expect(await entries()).toMatchObject([{ detail: { predictions: 0 } }])
  })
})

describe('a person who is forgotten, in reviews', () => {
  const review = (item: string, reviewer: string, words: string) =>
    store.state.saveReview({
      item,
      review: { reviewer, decision: 'corrected', correction: words, answers: { why: words, tone: 4 }, note: words },
      revision: 1,
      feedback: [`f-${item}-${reviewer}`],
      at: AT,
    })

  beforeEach(async () => {
    const of = (number: number) => ({ prediction: makeFacts(number).id, detail: number === 1 ? 'Minka' : null })
    await addQueue(store.state, 'q', [makeItem('1', of(1)), makeItem('3', { ...of(3), reviewersWanted: 3 })])
    await store.state.addReviewQueue(makeQueue('hers', { reviewers: [ANN] }), makeFilling(), changedBy())
  })

  it('takes with them what was decided of their predictions, and leaves no word of what they decided', async () => {
    await review('1', 'ben', 'Minka is fine')
    await review('1', ANN, 'Minka is mine')
    await review('3', ANN, 'Rollo would know')
    await lease(store.state, 'q', ANN)
    expect(await forget(ANN)).toMatchObject({ reviews: 3 })
    expect(await store.state.reviewItem('1')).toBeNull()
    const [left, ...others] = await store.state.reviews('q', 9)
    expect(left).toMatchObject({ id: '3', decision: 'corrected', correction: null, answers: { tone: 4 }, note: null })
    expect(others).toEqual([])
    expect(await store.state.reviewProgress('q', AT)).toMatchObject({ open: 1, leased: 0, done: 0 })
    expect(await store.rows.check()).not.toContainEqual(expect.objectContaining({ severity: 'problem' }))
    store.close()
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('latin1'))
    for (const said of [ANN, 's-ann', 'Minka', 'Rollo']) expect(bytes.join('').includes(said), said).toBe(false)
    store = openStoreAt(folder)
  })

  it('may have reviewed and done nothing else, and then the log says so once', async () => {
    await review('3', 'cid', 'A word')
    expect(await forget('cid')).toMatchObject({ predictions: 0, feedback: 0, reviews: 1 })
    expect(await forget('cid')).toBeNull()
    expect(await entries()).toMatchObject([{ detail: { predictions: 0 } }])
  })

  it('counts what was reviewed of their predictions since they were looked for', async () => {
    await review('1', 'ben', 'Fine')
    const recordChange: Store['state']['recordChange'] = async (entry) => {
      await addQueue(store.state, 'late', [makeItem('9', { prediction: makeFacts(1).id })])
      await review('9', 'ben', 'Late')
      await store.state.recordChange(entry)
    }
    expect(await forget(ANN, { ...store.state, recordChange })).toMatchObject({ reviews: 2 })
    expect(await store.state.reviews('late', 9)).toEqual([])
  })
})

describe('a person who is forgotten, in what is watched', () => {
  const [hers, his] = [makeFacts(1).id, makeFacts(3).id]
  const watched = async () => [...(await store.state.saidCounted(TASK, [hers, makeFacts(2).id, his])).keys()]
  /** Ids of predictions stand in bytes where they are rows, and as text where something was counted of what is said. */
  const bytes = () => readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('latin1'))

  it('leaves what was counted together, and nothing of single predictions in any byte', async () => {
    await move(store.state, {
      cells: [{ task: TASK, cells: [makeCell()] }],
      said: [{ task: TASK, said: [hers, makeFacts(2).id, his].map((id) => makeSaid(id, { outcome: 'bad' })) }],
    })
    await forget(ANN)
    expect(await watched()).toEqual([his])
    expect(await store.state.watchCells({ task: TASK, of: 'hour' })).toEqual([makeCell()])
    store.close()
    const ids = [hers, makeFacts(2).id].filter((id) => bytes().join('').includes(id))
    // The tombstone of a dataset row alone names one, so that whoever has an older export can take it out.
    expect(ids).toEqual([hers])
    store = openStoreAt(folder)
  })

  it('leaves nothing of what was counted since their predictions were looked for', async () => {
    const recordChange: Store['state']['recordChange'] = async (entry) => {
      await move(store.state, { said: [{ task: TASK, said: [makeSaid(hers)] }] })
      await store.state.recordChange(entry)
    }
    await forget(ANN, { ...store.state, recordChange })
    expect(await watched()).toEqual([])
  })

  it('is counted anew by nobody who read their predictions before', async () => {
    await move(store.state)
    const { step } = await store.state.watching()
    await forget(ANN)
    const late = { step, mark: 'late', watches: [], cells: [], said: [{ task: TASK, said: [makeSaid(hers)] }] }
    expect(await store.state.moveWatching(late)).toBe(false)
    expect(await watched()).toEqual([])
  })
})

describe('forgetting that breaks off is done by doing it again', () => {
  const breakOff = () => Promise.reject(new Error('the power failed'))

  it('before the log said anything: rows of datasets are gone, and the predictions are still found', async () => {
    await expect(forget(ANN, { ...store.state, recordChange: breakOff })).rejects.toThrow('power')
    expect(await linesLeft()).toEqual([2])
    expect(await forget(ANN)).toMatchObject({
      predictions: 2,
      datasetVersions: [{ rows: 1 }],
      exported: [{ version: 1 }],
    })
    expect(await entries()).toHaveLength(1)
  })

  it('before the predictions went: nothing is lost, and the log tells of both attempts', async () => {
    const failing = forgetPerson({
      rows: { ...store.rows, forget: breakOff },
      state: store.state,
      user: ANN,
      actor: 'command',
      at: AT,
    })
    await expect(failing).rejects.toThrow('power')
    expect(await forget(ANN)).toMatchObject({
      predictions: 2,
      datasetVersions: [{ rows: 1 }],
      exported: [{ version: 1 }],
    })
    expect(await entries()).toHaveLength(2)
  })

  it('after the predictions went: nothing of them is left anywhere, and the log has told of it', async () => {
    let times = 0
    const forgetRows: Store['state']['forgetRows'] = (ids) => {
      times += 1
      return times === 2 ? breakOff() : store.state.forgetRows(ids)
    }
    await expect(forget(ANN, { ...store.state, forgetRows })).rejects.toThrow('power')
    expect(await linesLeft()).toEqual([2])
    expect(await forget(ANN)).toBeNull()
    expect(await entries()).toMatchObject([{ detail: { predictions: 2, exports: 1 } }])
  })
})
