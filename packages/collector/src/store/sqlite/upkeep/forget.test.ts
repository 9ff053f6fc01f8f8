import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Message, PredictionFacts } from '@trimtab/contract'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rollUp } from '../../../aggregates/roll-up.ts'
import { makeFeedback } from '../../../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow, START } from '../../../fixtures/predictions.ts'
import type { Store } from '../../store.ts'
import type { PredictionRow } from '../../stored.ts'
import { openBlock } from '../content/block.ts'
import { makeFolder, openStoreAt } from '../fixtures/open-store.ts'

const DAY_MS = 86_400_000
/** Long enough that a part of it is told from chance, and one word, so that it is one in the search index. */
const MARK = 'quincunxes'
const ROWS = 3000

let folder: string
let nowMs: number
/** Once the time was asked for so often, whoever does so is killed. */
let killedAfter: number
let store: Store

beforeEach(() => {
  folder = makeFolder()
  nowMs = START
  killedAfter = Number.POSITIVE_INFINITY
  store = openStoreAt(folder, { clock })
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

function clock(): number {
  killedAfter -= 1
  if (killedAfter < 0) throw new Error('killed')
  return nowMs
}

const say = (text: string): Message => ({ role: 'user', parts: [{ type: 'text', text }] })

/** Every third is of the person whose words all hold the mark, and are all different. */
function rowOf(number: number, said: Partial<PredictionFacts> = {}): PredictionRow {
  const isMarked = number % 3 === 0
  const own = isMarked ? `${MARK}${number}` : `other ${number}`
  const { input, output } = makeFacts(number)
  return makeRow(number, {
    user: isMarked ? `user ${MARK}` : 'bob',
    session: `session ${number % 9 === 0 ? own : 'other'} ${number}`,
    key: `key ${own}`,
    responseId: `response ${own}`,
    tags: isMarked ? [`tag ${MARK}`] : ['tag'],
    metadata: { name: isMarked ? `name ${own}` : 'name' },
    parameters: isMarked ? { stop: [own] } : { temperature: 0.2 },
    error: { type: 'Error', message: own, httpStatus: null },
    // Every other one is a single turn whose text stands in the row.
    input: {
      ...input,
      system: 'Be kind.',
      messages: number % 2 === 0 ? [say('Hello'), say(`${own} asks`)] : [say(own)],
    },
    output: { ...output, messages: [say(`answer to ${own}`)], text: `answer to ${own}` },
    ...said,
  })
}

const feedbackOf = (row: PredictionRow) =>
  makeFeedback(`feedback ${row.facts.id}`, { prediction: row.facts.id, comment: `comment ${row.facts.key}` })

const withdrawn = rowOf(6)

async function fill(): Promise<void> {
  const all = Array.from({ length: ROWS }, (_, number) => rowOf(number))
  for (let at = 0; at < ROWS; at += 500) {
    const predictions = all.slice(at, at + 500)
    const others = predictions.filter(({ facts }) => facts.id !== withdrawn.facts.id)
    const traceRows = others.map(({ facts: { traceId, key }, startedNs }) => {
      return { traceId, spanId: 'f'.repeat(16), part: '', startedNs, endedNs: startedNs, body: { key } }
    })
    await store.rows.add(makeBatch({ predictions, traceRows, feedback: others.slice(0, 50).map(feedbackOf) }))
  }
  await store.rows.add(
    makeBatch({
      revised: [rowOf(3, { output: { ...makeFacts(3).output, text: `revised ${MARK}` } })],
      withdrawn: [withdrawn],
      feedback: [makeFeedback('f', { prediction: rowOf(1).facts.id, actor: `user ${MARK}`, comment: MARK })],
    }),
  )
}

async function finish(step: () => Promise<boolean>): Promise<void> {
  while (await step());
}

async function settle(): Promise<void> {
  nowMs += DAY_MS
  await store.rows.add(makeBatch({}))
  await finish(() => store.rows.catchUp(100))
}

/** Where something of the person can be read: in the files as they are, and in what is compressed in them. */
function placesOfMark(): string[] {
  const part = MARK.slice(2)
  const file = join(folder, 'trimtab.db')
  const inFiles = [file, `${file}-wal`].filter((name) => readFileSync(name).includes(part))
  const client = new Database(file, { readonly: true })
  const tables = ['content_block', 'body_block', 'trace_block']
  const inBlocks = tables.filter((table) =>
    client
      .prepare<[], Buffer>(`SELECT body FROM ${table}`)
      .pluck()
      .all()
      .map(openBlock)
      .some((block) => block.ids().some((id) => block.textOf(id)?.includes(part))),
  )
  client.close()
  return [...inFiles, ...inBlocks]
}

describe('a person who was forgotten', () => {
  it.each([
    ['what was just written', async () => undefined],
    [
      'what was counted and indexed',
      async () => {
        await finish(() => rollUp(store.rows))
        await finish(() => store.rows.catchUp(100))
      },
    ],
    ['what was packed', settle],
    [
      'what was packed, and changed since',
      async () => {
        await settle()
        await store.rows.add(makeBatch({ revised: [rowOf(9, { tags: [`new ${MARK}`] })] }))
      },
    ],
    [
      'what SQLite took samples of',
      async () => {
        const client = new Database(join(folder, 'trimtab.db'))
        client.pragma('secure_delete = ON')
        client.exec('ANALYZE')
        client.close()
      },
    ],
  ])('is nowhere in the files: %s', async (_, prepare) => {
    await fill()
    await prepare()
    expect(placesOfMark()).not.toEqual([])
    const forgotten = await store.rows.forget(`user ${MARK}`)
    expect(forgotten?.predictions).toHaveLength(ROWS / 3 - 1)
    expect(placesOfMark()).toEqual([])
    expect(await store.rows.check()).toEqual([])
    const { input, parameters } = rowOf(1).facts
    expect(await store.rows.prediction(rowOf(1).facts.id)).toMatchObject({ input, parameters })
  })
  it.each([1, 2])('is found again where it broke off, at whatever was left: %i', async (times) => {
    await fill()
    await settle()
    killedAfter = times
    await expect(store.rows.forget(`user ${MARK}`)).rejects.toThrow('killed')
    killedAfter = Number.POSITIVE_INFINITY
    expect(await store.rows.forget(`user ${MARK}`)).toMatchObject({ predictions: [] })
    expect(placesOfMark()).toEqual([])
    expect(await store.rows.forget(`user ${MARK}`)).toBeNull()
  })
})
