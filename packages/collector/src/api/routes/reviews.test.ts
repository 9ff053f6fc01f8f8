import {
  type Feedback,
  type Prediction,
  PREDICTION_ATTRIBUTES,
  type Problem,
  type ReviewItemPage,
  type ReviewReport,
  type SavedReview,
} from '@trimtab/contract'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOW, openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { type Ask, askerOf, makeKeyAs } from '../../fixtures/keyed-requests.ts'
import { keyValues, PREDICTION_ID, spanFields, traceRequest } from '../../fixtures/otlp-body.ts'
import { makeQueue, nextFor, pick, predict, QUEUES, save, takeBack } from '../../fixtures/review-requests.ts'
import { HANDS_MAX } from '../../reviews/hands.ts'

let test: TestCollector
let ask: Ask
let nowMs: number

beforeEach(() => {
  nowMs = NOW
  test = openCollector({ clock: () => nowMs })
  ask = askerOf(test)
})
afterEach(async () => {
  await test.collector.close()
  for (const defect of test.defects) throw defect
})

/** A queue with so many predictions in it. */
async function queueOf(count: number, input: Parameters<typeof makeQueue>[1] = {}): Promise<string> {
  const { id } = await makeQueue(ask, input)
  await pick(ask, id, await predict(test, count))
  return id
}

const itemFor = async (queue: string, reviewer: string) => (await nextFor(ask, queue, reviewer))?.id ?? 'none'
const predictionOf = async (id: string) => (await ask('GET', `/api/predictions/${id}`)).body as Prediction
const saidOf = ({ kind, name, value, source, actor }: Feedback) => ({ kind, name, value, source, actor })

describe('the next item', () => {
  it('is for whoever has a name, whatever it is', async () => {
    const queue = await queueOf(1)
    const item = await itemFor(queue, '__proto__')
    const { review } = await save(ask, item, { reviewer: '__proto__' })
    expect(review).toMatchObject({ id: item, reviewer: '__proto__' })
  })

  it('is of one reviewer at a time, and the same for one that asks again', async () => {
    const queue = await queueOf(6)
    const names = ['Ann', 'Bo', 'Cid', 'Dee', 'Eve', 'Fay']
    const asked = await Promise.all([...names, ...names].map((name) => itemFor(queue, name)))
    expect(new Set(asked).size).toBe(6)
    expect(asked.slice(6)).toEqual(asked.slice(0, 6))
    expect(await nextFor(ask, queue, 'Gil')).toBeNull()
    nowMs += 15 * 60_000
    expect(asked).toContain(await itemFor(queue, 'Gil'))
  })

  it('is of no more names than a team has, so that nobody keeps all of them from the others', async () => {
    const queue = await queueOf(HANDS_MAX + 2)
    for (let number = 0; number < HANDS_MAX; number += 1) await itemFor(queue, `ghost ${number}`)
    const refused = await test.ask(`/api/reviews/next?queue=${queue}&reviewer=Ann`)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '900'])
    await save(ask, await itemFor(queue, 'ghost 0'), { reviewer: 'ghost 0' })
    expect(await nextFor(ask, queue, 'Ann')).not.toBeNull()
  })

  it('is of two where it wants two, also at once, and of nobody twice', async () => {
    const queue = await queueOf(1, { reviewersPerItem: 2 })
    const item = await itemFor(queue, 'Ann')
    expect([await itemFor(queue, 'Bo'), await itemFor(queue, 'Cid')]).toEqual([item, 'none'])
    await save(ask, item, { reviewer: 'Ann' })
    expect([await itemFor(queue, 'Ann'), await itemFor(queue, 'Bo')]).toEqual(['none', item])
    await save(ask, item, { reviewer: 'Bo' })
    expect(await nextFor(ask, queue, 'Cid')).toBeNull()
  })

  it('is shown with its prediction, why it was picked, and until when it is kept', async () => {
    const queue = await queueOf(1)
    const item = await nextFor(ask, queue, 'Ann')
    expect(item).toMatchObject({
      queue,
      reason: 'picked',
      inclusionProbability: null,
      state: 'open',
      prediction: { task: 'support.reply', opinion: { thumbs: null } },
      leasedUntil: '2026-11-21T10:16:00.000Z',
      review: null,
    })
  })

  it('is answered anew each time, and to no page of another site', async () => {
    const queue = await queueOf(1)
    const address = `/api/reviews/next?queue=${queue}&reviewer=Ann`
    const answer = await test.ask(address)
    expect([answer.headers.get('cache-control'), answer.headers.get('etag')]).toEqual(['private, no-store', null])
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://elsewhere.example' },
    ]) {
      const refused = await test.ask(`${address}2`, { headers })
      expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, 'request.cross_site'])
    }
    expect((await test.ask(address, { headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(200)
    expect((await ask('GET', `${QUEUES}/${queue}`)).body).toMatchObject({ progress: { leased: 1 } })
  })

  it('is for those whom the queue names', async () => {
    const queue = await queueOf(1, { reviewers: ['Ann'] })
    expect(await ask('GET', `/api/reviews/next?queue=${queue}&reviewer=Bo`)).toMatchObject({
      status: 403,
      body: { code: 'review.forbidden' },
    })
    const item = await itemFor(queue, 'Ann')
    expect(await ask('POST', `/api/reviews/${item}`, { reviewer: 'Bo', decision: 'good' })).toMatchObject({
      status: 403,
      body: { code: 'review.forbidden' },
    })
  })

  it.each(['', 'queue=a', 'reviewer=a', 'queue=a&reviewer=%00', 'queue=a&reviewer=%20', 'queue=a&reviewer=b&colour=c'])(
    'is refused where it is not asked for rightly: %s',
    async (query) => {
      expect((await ask('GET', `/api/reviews/next?${query}`)).body).toMatchObject({ code: 'request.invalid' })
    },
  )
})

describe('what a reviewer saved', () => {
  it('is feedback of a reviewer at once, and is taken back with it', async () => {
    const queue = await queueOf(1)
    const { id = '', prediction } = (await nextFor(ask, queue, 'Ann')) ?? {}
    const saved = await save(ask, id, {
      reviewer: 'Ann',
      decision: 'corrected',
      correction: 'Thirty days.',
      note: 'No.',
    })
    expect(saved).toMatchObject({ review: { decision: 'corrected', revision: 1 }, progress: { done: 1, open: 0 } })
    const ofAnn = { source: 'reviewer', actor: 'Ann' }
    const after = await predictionOf(prediction?.id ?? '')
    expect(after.opinion).toMatchObject({ thumbs: 'down', correction: 'Thirty days.', by: { thumbs: 'reviewer' } })
    expect(after.feedback.map(saidOf)).toEqual(
      expect.arrayContaining([
        { kind: 'thumbs', name: null, value: false, ...ofAnn },
        { kind: 'correction', name: null, value: 'Thirty days.', ...ofAnn },
      ]),
    )
    const back = await takeBack(ask, id, 'Ann')
    expect(back).toMatchObject({ review: null, progress: { done: 0, open: 1, leased: 1 } })
    expect((await predictionOf(prediction?.id ?? '')).opinion).toMatchObject({ thumbs: null, correction: null })
    expect(await itemFor(queue, 'Ann')).toBe(id)
  })

  it('takes the place of what they saved before, and saying it twice says it once', async () => {
    const queue = await queueOf(1)
    const { id = '', prediction } = (await nextFor(ask, queue, 'Ann')) ?? {}
    await save(ask, id, { reviewer: 'Ann', decision: 'corrected', correction: 'Thirty days.' })
    nowMs += 1000
    for (const _ of [1, 2]) await save(ask, id, { reviewer: 'Ann', decision: 'good' })
    expect((await predictionOf(prediction?.id ?? '')).opinion).toMatchObject({ thumbs: 'up', correction: null })
    const { items } = (await ask('GET', `${QUEUES}/${queue}/items`)).body as ReviewItemPage
    expect(items[0]?.reviews).toMatchObject([{ reviewer: 'Ann', decision: 'good' }])
  })

  it('of a prediction that was forgotten meanwhile is refused, and says so', async () => {
    const { id: queue } = await makeQueue(ask)
    const { task, user } = PREDICTION_ATTRIBUTES
    const attributes = keyValues({ [task]: 'support.reply', [user]: 'customer-9' })
    await test.post('/v1/traces', traceRequest(spanFields({ attributes })))
    await pick(ask, queue, [PREDICTION_ID])
    const item = await itemFor(queue, 'Ann')
    expect((await ask('DELETE', '/api/people/customer-9')).status).toBe(200)
    const { status, body } = await ask('POST', `/api/reviews/${item}`, { reviewer: 'Ann', decision: 'good' })
    expect([410, 404]).toContain(status)
    expect(['review.gone', 'review.not_found']).toContain((body as { code: string }).code)
    expect(await nextFor(ask, queue, 'Ann')).toBeNull()
  })

  it('must be of an item that is there', async () => {
    const missing = { status: 404, body: { code: 'review.not_found' } }
    expect(await ask('POST', '/api/reviews/nothing', { reviewer: 'Ann', decision: 'good' })).toMatchObject(missing)
    expect(await ask('DELETE', '/api/reviews/nothing?reviewer=Ann')).toMatchObject(missing)
  })
})

describe('a review', () => {
  it.each<[string, object]>([
    ['/reviewer', { reviewer: ' ' }],
    ['/reviewer', { reviewer: 'two\nlines' }],
    ['/decision', { decision: 'fine' }],
    ['/correction', { decision: 'corrected' }],
    ['/correction', { decision: 'good', correction: 'Thirty days.' }],
    ['/correction', { decision: 'corrected', correction: 'a'.repeat(500_001) }],
    ['/tookMs', { tookMs: -1 }],
    ['/note', { note: 'a'.repeat(10_001) }],
    ['', { colour: 'red' }],
    ['/answers/__proto__', { answers: JSON.parse('{"__proto__":"y"}') as object }],
  ])('is refused at %s where that is not of its shape', async (pointer, said) => {
    const item = await itemFor(await queueOf(1), 'Ann')
    expect(await ask('POST', `/api/reviews/${item}`, { reviewer: 'Ann', decision: 'good', ...said })).toMatchObject({
      status: 422,
      body: { code: 'request.invalid', errors: [{ pointer }] },
    })
  })

  it('with a correction that does not meet the schema is refused with the place', async () => {
    const schema = { type: 'object', properties: { days: { type: 'integer', minimum: 1 } }, required: ['days'] }
    const item = await itemFor(await queueOf(1, { correction: { form: 'json', schema } }), 'Ann')
    const corrected = (correction: unknown) =>
      ask('POST', `/api/reviews/${item}`, { reviewer: 'Ann', decision: 'corrected', correction })
    const { status, body } = await corrected({ days: 'thirty' })
    expect([status, body]).toMatchObject([422, { code: 'request.invalid', errors: [{ pointer: '/correction' }] }])
    expect((body as Problem).detail).toContain('/days')
    expect((await corrected({ days: 30 })).status).toBe(200)
  })

  it('with an answer that its field does not take is refused with the name of the field', async () => {
    const fields = [
      { name: 'wrong', kind: 'label' as const, question: 'What?', options: ['policy', 'tone'], isMany: true },
    ]
    const item = await itemFor(await queueOf(1, { fields }), 'Ann')
    for (const answers of [{ wrong: ['weather'] }, { wrong: true }, { other: 'a' }]) {
      const { status, body } = await ask('POST', `/api/reviews/${item}`, { reviewer: 'Ann', decision: 'bad', answers })
      const pointer = `/answers/${Object.keys(answers)[0]}`
      expect([status, body]).toMatchObject([422, { code: 'request.invalid', errors: [{ pointer }] }])
    }
    const { feedback } = await save(ask, item, { reviewer: 'Ann', decision: 'bad', answers: { wrong: ['policy'] } })
    expect(feedback.map(({ kind, name, value }) => [kind, name, value])).toContainEqual([
      'label',
      'wrong.policy',
      'policy',
    ])
  })

  it('keeps a correction of half a million characters, however it is written, and ten megabytes are refused', async () => {
    const item = await itemFor(await queueOf(1), 'Ann')
    const escaped = `{"reviewer":"Ann","decision":"corrected","correction":"${'\\u00e9'.repeat(499_000)}"}`
    expect((await ask('POST', `/api/reviews/${item}`, escaped)).status).toBe(200)
    expect(await ask('POST', `/api/reviews/${item}`, ' '.repeat(10 * 1024 * 1024))).toMatchObject({
      status: 413,
      body: { code: 'request.too_large' },
    })
  })

  it.each(['constructor', 'toString', '👩‍⚖️', 'a"b\\c', '‮txet', 'é'])('may be of %j, and about it', async (name) => {
    const fields = [{ name, kind: 'comment' as const, question: 'Why?' }]
    const queue = await queueOf(1, { fields, guidelines: '\u0000\u001b[31m' })
    const item = await itemFor(queue, name)
    const answers = JSON.parse(`{${JSON.stringify(name)}: "so \\u0000 \\u001b[31m"}`) as object
    const { status, body } = await ask('POST', `/api/reviews/${item}`, { reviewer: name, decision: 'good', answers })
    expect([status, (body as SavedReview).review?.reviewer]).toEqual([200, name])
    const { items } = (await ask('GET', `${QUEUES}/${queue}/items`)).body as ReviewItemPage
    expect(items[0]?.reviews).toMatchObject([{ reviewer: name, answers }])
    const report = (await ask('GET', `${QUEUES}/${queue}/report`)).body as ReviewReport
    expect(report.reviewers.map(({ reviewer }) => reviewer)).toEqual([name])
  })
})

describe('the reviews as a file', () => {
  it('have a formula as a text, and each review a line', async () => {
    const fields = [{ name: '=a', kind: 'comment' as const, question: 'Why?' }]
    const queue = await queueOf(2, { fields })
    const note = '=HYPERLINK("https://elsewhere.example","Click")'
    await save(ask, await itemFor(queue, 'Ann'), { reviewer: 'Ann', note, answers: { '=a': '+1' } })
    await save(ask, await itemFor(queue, 'Ann'), { reviewer: 'Ann', decision: 'skipped' })
    const csv = await test.ask(`${QUEUES}/${queue}/export`)
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="reviews-${queue}.csv"`)
    const rows = parse(await csv.text(), { columns: true })
    expect(rows).toMatchObject([
      { reviewer: 'Ann', decision: 'skipped', note: '' },
      { reviewer: 'Ann', decision: 'good', note: `'${note}`, 'answers.=a': "'+1" },
    ])
    const lines = await test.ask(`${QUEUES}/${queue}/export?format=jsonl`)
    expect(lines.headers.get('content-type')).toBe('application/x-ndjson')
    const [, said] = (await lines.text()).split('\n')
    expect(JSON.parse(said ?? '')).toMatchObject({ reviewer: 'Ann', note, answers: { '=a': '+1' } })
  })

  it('begin with the names of the columns where there are none, and take no other format', async () => {
    const queue = await queueOf(1)
    expect(await (await test.ask(`${QUEUES}/${queue}/export`)).text()).toMatch(/^item,prediction,[^\n]*\n$/)
    expect((await test.ask(`${QUEUES}/${queue}/export?format=xlsx`)).status).toBe(422)
  })
})

describe('whoever reads', () => {
  it('may not review, and whoever reviews may', async () => {
    const queue = await queueOf(1)
    const { key } = await makeKeyAs(ask, 'admin')
    const asAdmin = askerOf(test, key)
    const asReader = askerOf(test, (await makeKeyAs(asAdmin, 'read')).key)
    const asReviewer = askerOf(test, (await makeKeyAs(asAdmin, 'review')).key)
    const address = `/api/reviews/next?queue=${queue}&reviewer=Ann`
    const refused = { status: 403, body: { code: 'key.forbidden' } }
    expect(await asReader('GET', address)).toMatchObject(refused)
    expect(await asReader('POST', '/api/reviews/a', { reviewer: 'Ann', decision: 'good' })).toMatchObject(refused)
    const item = await nextFor(asReviewer, queue, 'Ann')
    expect((await save(asReviewer, item?.id ?? '', { reviewer: 'Ann' })).review).toMatchObject({ decision: 'good' })
  })
})
