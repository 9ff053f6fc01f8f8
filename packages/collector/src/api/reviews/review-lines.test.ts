import type { Review, ReviewItemFacts } from '@trimtab/contract'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ItemOfQueue } from './items-of-queue.ts'
import { type ReviewFormat, writeReviewLines } from './review-lines.ts'

const FACTS: ReviewItemFacts = {
  id: 'item-1',
  queue: 'queue-1',
  prediction: '5b8efff798038103d269b633813fc60c-eee19b7ec3c1b174',
  reason: 'thumbs_down',
  detail: null,
  inclusionProbability: 0.25,
  state: 'done',
  reviewersWanted: 1,
  reviewersDone: 1,
  addedAt: '2026-11-21T10:00:00.000Z',
}

const REVIEW: Review = {
  id: 'item-1',
  reviewer: 'Ann',
  decision: 'corrected',
  correction: 'Thirty days.',
  answers: {},
  note: null,
  tookMs: 1500,
  at: '2026-11-21T10:01:00.000Z',
  revision: 1,
  feedback: ['f-1', 'f-2'],
}

async function write(
  format: ReviewFormat,
  reviews: Partial<Review>[],
  { fields = [], facts = {} }: { fields?: string[]; facts?: Partial<ReviewItemFacts> } = {},
): Promise<string> {
  async function* items(): AsyncGenerator<ItemOfQueue> {
    yield { sequence: 1, item: { ...FACTS, ...facts }, reviews: reviews.map((review) => ({ ...REVIEW, ...review })) }
  }
  let written = ''
  for await (const lines of writeReviewLines(items(), { format, fields })) written += lines
  return written
}

const readCsv = (text: string): { [column: string]: string }[] => parse(text, { columns: true })

describe('reviews as CSV', () => {
  it('are a row each, with a column for each field and one for what was answered to fields of before', async () => {
    const answers = { wrong: ['policy', 'tone'], polite: false, depth: 2.5, gone: 'said once' }
    const text = await write('csv', [{ answers, note: 'A, "b"\nc' }], { fields: ['wrong', 'polite', 'depth', 'new'] })
    expect(readCsv(text)).toEqual([
      {
        item: 'item-1',
        prediction: FACTS.prediction,
        reason: 'thumbs_down',
        detail: '',
        inclusionProbability: '0.25',
        reviewer: 'Ann',
        decision: 'corrected',
        correction: 'Thirty days.',
        note: 'A, "b"\nc',
        tookMs: '1500',
        at: '2026-11-21T10:01:00.000Z',
        'answers.wrong': '["policy","tone"]',
        'answers.polite': 'false',
        'answers.depth': '2.5',
        'answers.new': '',
        otherAnswers: '{"gone":"said once"}',
      },
    ])
  })

  it('begin with the names of their columns and no mark, also where nothing was reviewed', async () => {
    expect(await write('csv', [], { fields: ['a,b'] })).toMatch(/^item,prediction,.*,"answers\.a,b",otherAnswers\n$/)
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\uff1d1', '=HYPERLINK("http://a.example","b")'])(
    'hold %j as a text, wherever somebody wrote it',
    async (formula) => {
      const said = { reviewer: formula, correction: formula, note: formula, answers: { why: formula } }
      const [row] = readCsv(await write('csv', [said], { fields: ['why'], facts: { detail: formula } }))
      const text = `'${formula}`
      expect(row).toMatchObject({ detail: text, reviewer: text, correction: text, note: text, 'answers.why': text })
    },
  )

  it('leave numbers numbers, below zero too', async () => {
    const [row] = readCsv(await write('csv', [{ answers: { depth: -2 } }], { fields: ['depth'] }))
    expect(row).toMatchObject({ 'answers.depth': '-2' })
  })

  it('are read back as they were said, whatever it was, but for what could be a formula', async () => {
    const text = fc.string({ unit: 'binary' }).map((said) => said.toWellFormed())
    await fc.assert(
      fc.asyncProperty(text, text, async (note, correction) => {
        const [row] = readCsv(await write('csv', [{ note, correction }]))
        const kept = (said: string) => (/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(said) ? `'${said}` : said)
        expect([row?.['note'], row?.['correction']]).toEqual([kept(note), kept(correction)])
      }),
      { numRuns: 50 },
    )
  })

  it('know no name that is more than a name', async () => {
    const answers = JSON.parse('{"__proto__": "a", "constructor": "b"}') as Review['answers']
    const [row] = readCsv(await write('csv', [{ answers }, {}], { fields: ['constructor', 'toString'] }))
    expect(row).toMatchObject({
      'answers.constructor': 'b',
      'answers.toString': '',
      otherAnswers: '{"__proto__":"a"}',
    })
  })
})

describe('reviews as JSON lines', () => {
  it('are exactly what was said, with why it was asked', async () => {
    const { id: _id, ...said } = { ...REVIEW, note: '=1+1', correction: [{ role: 'user', parts: [] }] }
    const { prediction, reason, detail, inclusionProbability } = FACTS
    const text = await write('jsonl', [said, { reviewer: 'Bo\u2028' }])
    const [first, second, end] = text.split('\n').map((line) => (line === '' ? null : (JSON.parse(line) as unknown)))
    expect(first).toEqual({ item: 'item-1', prediction, reason, detail, inclusionProbability, ...said })
    expect(second).toMatchObject({ reviewer: 'Bo\u2028' })
    expect(end).toBeNull()
  })
})
