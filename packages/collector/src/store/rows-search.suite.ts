// The laws of text search and labels that the rows half of the port holds to: what is found follows from what is stored
// now, and not from how far an index is.
import { LABELS_INDEXED_MAX, type Message, type PredictionFacts } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeBatch, makeFacts, makeRow } from '../fixtures/predictions.ts'
import { readSearch } from '../search/read-search.ts'
import type { PredictionFilter } from './rows-reading.ts'
import type { OpenedRows } from './rows.suite.ts'
import type { Rows } from './rows.ts'

const say = (role: string, text: string): Message => ({ role, parts: [{ type: 'text', text }] })

function asking(text: string): Partial<PredictionFacts> {
  return { input: { ...makeFacts(0).input, messages: [say('user', text)] } }
}

function answering(text: string): Partial<PredictionFacts> {
  return { output: { ...makeFacts(0).output, messages: [say('assistant', text)], text } }
}

/** Opens an empty store each time. */
export function testSearchOfRows(engine: string, open: () => OpenedRows): void {
  // In a block of its own, or the stores of these tests would be opened for all others of a file too.
  describe(`what is found in ${engine}`, () => {
    testSearch(open)
  })
}

function testSearch(open: () => OpenedRows): void {
  let store: OpenedRows
  let rows: Rows

  beforeEach(() => {
    store = open()
    rows = store.rows
  })
  afterEach(() => store.close())

  const add = (...said: Partial<PredictionFacts>[]) =>
    rows.add(makeBatch({ predictions: said.map((each, number) => makeRow(number, each)) }))

  async function indexAll(): Promise<void> {
    while (await rows.catchUp(1000));
  }

  async function found(filter: PredictionFilter): Promise<number[]> {
    const page = await rows.predictions({ ...filter, limit: 200 })
    return (page?.predictions ?? [])
      .map(({ spanId }) => Number.parseInt(spanId.replace(/^b+/, ''), 16))
      .toSorted((left, right) => left - right)
  }

  function searchFor(text: string, place?: 'input' | 'output') {
    const search = readSearch(text, place)
    if (typeof search === 'string') throw new Error(search)
    return { search }
  }

  /** Before it is indexed, while it is and afterwards. */
  async function expectFound(text: string, numbers: number[], place?: 'input' | 'output'): Promise<void> {
    expect(await found(searchFor(text, place)), text).toEqual(numbers)
    await indexAll()
    expect(await found(searchFor(text, place)), text).toEqual(numbers)
    await rows.clearSearch()
    expect(await found(searchFor(text, place)), text).toEqual(numbers)
  }

  describe('by text search', () => {
    it.each([
      ['"late order"', [0]],
      ['order late', [0, 1]],
      ['ord*', [0, 1]],
      ['order -late', []],
      ['late -"late order"', [1]],
      ['refunded order', [0]],
      ['nowhere', []],
    ])('for %s finds just that', async (text, numbers) => {
      await add({ ...asking('My late order?'), ...answering('Refunded.') }, asking('The order is late'), asking('Hi'))
      await expectFound(text, numbers)
    })

    it('looks into the input or the output alone where it is told to', async () => {
      await add(asking('needle'), answering('needle'))
      await expectFound('needle', [0], 'input')
      await expectFound('needle', [1], 'output')
      await expectFound('needle', [0, 1])
    })

    it.each([
      ['spät', 'spa\u0308t'],
      ['STRASSE', 'die straße'],
      ['猫が', '黒い猫が好きです'],
      ['猫', '黒い猫'],
      ['👍', 'gut 👍🏽!'],
      ['ｆｕｌｌ', 'Full'],
      ["don't", "I DON'T know"],
    ])('for %s finds %s', async (text, said) => {
      await add(asking(said), asking('Hello'))
      await expectFound(text, [0])
    })

    const PUNCTUATION = ['-', '(', ')', '{', "'", '"', '*', '%_']
    const SYNTAX = ['AND', 'x OR y', 'NOT x', 'NEAR(x y)', '"x" *', 'x:y', '^x', '\0x', 'x% _', '\ud83dx', "x'--"]
    it.each(SYNTAX)('for %j finds what says just that', async (text) => {
      await add(asking(text), asking('something else'), ...PUNCTUATION.map(asking))
      await expectFound(text, [0])
    })

    it('finds a word of ten thousand characters', async () => {
      await add(asking(`see ${'A'.repeat(10_000)}`), asking('A'.repeat(50)))
      await expectFound('a'.repeat(900), [0])
    })

    it('finds what is said in a conversation at the turn that said it', async () => {
      const history: Message[] = []
      const turns = Array.from({ length: 6 }, (_, turn): Partial<PredictionFacts> => {
        const { input, output } = makeFacts(turn)
        history.push(say('user', `asked${turn}`))
        const asked = structuredClone(history)
        history.push(say('assistant', `said${turn}`))
        return {
          session: 's',
          input: { ...input, messages: asked },
          output: { ...output, messages: structuredClone(history.slice(-1)) },
        }
      })
      await add(...turns)
      for (const turn of turns.keys()) {
        await expectFound(`asked${turn}`, [turn])
        await expectFound(`said${turn}`, [turn])
      }
    })

    it('finds each turn that was told the same', async () => {
      await add(...Array.from({ length: 3 }, () => ({ ...asking('again'), session: 's' })))
      await expectFound('again', [0, 1, 2])
    })

    it.each([true, false])('follows a prediction that changes or goes; it is indexed: %j', async (isIndexed) => {
      await add(asking('first'), asking('first'))
      if (isIndexed) await indexAll()
      await rows.add(makeBatch({ revised: [makeRow(0, asking('second'))], withdrawn: [makeRow(1)] }))
      await expectFound('first', [])
      await expectFound('second', [0])
    })

    it('finds a turn by what the turn before it has no more', async () => {
      const [asked, answered, then] = [say('user', 'needle'), say('assistant', 'hay'), say('user', 'more')]
      const turn = (messages: Message[]): Partial<PredictionFacts> => ({
        session: 's',
        input: { ...makeFacts(0).input, messages: structuredClone(messages) },
        output: { ...makeFacts(0).output, messages: [structuredClone(answered)] },
      })
      await add(turn([asked]), turn([asked, answered, then]))
      await indexAll()
      expect(await found(searchFor('needle'))).toEqual([0])
      await rows.add(makeBatch({ revised: [makeRow(0, turn([say('user', 'nothing')]))] }))
      expect(await found(searchFor('needle'))).toEqual([1])
      await rows.add(makeBatch({ withdrawn: [makeRow(0)] }))
      await indexAll()
      expect(await found(searchFor('needle'))).toEqual([1])
    })

    it('shows where it found its words', async () => {
      await add({ ...asking('Where is my Ma\u0308rchen?'), ...answering('Märchen are here') })
      const page = await rows.predictions({ ...searchFor('märchen'), limit: 1 })
      expect(page?.highlights?.[makeFacts(0).id]).toEqual([
        { where: 'input', text: 'Where is my Ma\u0308rchen?', ranges: [[12, 20]] },
        { where: 'output', text: 'Märchen are here', ranges: [[0, 7]] },
      ])
      expect(await rows.predictions({ limit: 1 })).not.toHaveProperty('highlights')
    })
  })

  describe('by labels', () => {
    it('are found whatever stands in them, as they were said', async () => {
      const tags = ['a b', 'A b', 'x" OR "y', '\0', '\ud83d', '*', '']
      await add(...tags.map((tag) => ({ tags: [tag], metadata: { [`k${tag}`]: tag, number: 7, list: [1, 'a'] } })))
      for (const [number, tag] of tags.entries()) {
        expect(await found({ tags: [tag] })).toEqual([number])
        expect(await found({ metadata: [{ key: `k${tag}`, value: tag }] })).toEqual([number])
      }
      await indexAll()
      for (const [number, tag] of tags.entries()) expect(await found({ tags: [tag, tag] })).toEqual([number])
      const all = [...tags.keys()]
      expect(await found({ metadata: [{ key: 'number', value: '7' }] })).toEqual(all)
      expect(await found({ metadata: [{ key: 'list', value: '[1,"a"]' }] })).toEqual(all)
      expect(await found({ metadata: [{ key: 'number', value: '07' }] })).toEqual([])
      expect(await found({ tags: ['number'] })).toEqual([])
    })

    it('of a prediction that has a million are found up to the bound, and cost no more', async () => {
      await add({ tags: Array.from({ length: 1_000_000 }, (_, number) => `t${number}`), metadata: { tier: 'free' } })
      for (const isIndexed of [false, true]) {
        if (isIndexed) await indexAll()
        expect(await found({ tags: [`t${LABELS_INDEXED_MAX - 1}`] })).toEqual([0])
        expect(await found({ tags: [`t${LABELS_INDEXED_MAX}`] })).toEqual([])
      }
    })
  })

  describe('and a cursor', () => {
    it('leads nowhere in another list, in another store, or when it was changed', async () => {
      await add(...Array.from({ length: 4 }, () => asking('needle')))
      const query = { ...searchFor('needle'), task: 'support.reply', limit: 2 }
      const cursor = (await rows.predictions(query))?.nextCursor ?? ''
      expect((await rows.predictions({ ...query, cursor }))?.predictions).toHaveLength(2)
      expect((await rows.predictions({ ...query, cursor, limit: 1 }))?.predictions).toHaveLength(1)
      expect(await rows.predictions({ ...query, cursor, task: 'other' })).toBeNull()
      expect(await rows.predictions({ ...query, cursor, ...searchFor('hay') })).toBeNull()
      expect(await rows.predictions({ limit: 2, cursor })).toBeNull()
      const forged = atob(cursor.replaceAll('-', '+').replaceAll('_', '/')).replace(/^\d/, '2')
      expect(await rows.predictions({ ...query, cursor: btoa(forged) })).toBeNull()
      const other = open()
      expect(await other.rows.predictions({ ...query, cursor })).toBeNull()
      other.close()
    })
  })
}
