import type { PickedReceipt, ReviewItemPage, ReviewQueueList, ReviewQueueWithProgress } from '@trimtab/contract'
import { ENDPOINTS } from '@trimtab/contract/endpoints'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOW, openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { type Ask, askerOf, changesOf, makeKeyAs } from '../../fixtures/keyed-requests.ts'
import { TRACE_ID, traceRequest } from '../../fixtures/otlp-body.ts'
import { answeredSpan, makeQueue, pick, predict, QUEUES, REFUNDS } from '../../fixtures/review-requests.ts'

const NOW_TEXT = new Date(NOW).toISOString()

let test: TestCollector
let ask: Ask

beforeEach(() => {
  test = openCollector()
  ask = askerOf(test)
})
afterEach(async () => {
  await test.collector.close()
  for (const defect of test.defects) throw defect
})

describe('a queue', () => {
  it('is made with what was not said filled in, listed, changed and deleted', async () => {
    const made = await ask('POST', QUEUES, REFUNDS)
    const queue = {
      id: expect.any(String) as string,
      ...REFUNDS,
      perDay: null,
      since: null,
      guidelines: '',
      fields: [],
      correction: { form: 'text' },
      reviewers: [],
      reviewersPerItem: 1,
      leaseMinutes: 15,
      isPaused: false,
      createdAt: NOW_TEXT,
      updatedAt: NOW_TEXT,
      progress: {
        open: 0,
        leased: 0,
        done: 0,
        dropped: 0,
        skipped: 0,
        considered: 0,
        phase: 'following',
        isFull: false,
      },
    }
    expect(made).toEqual({ status: 201, body: queue })
    const { id } = made.body as ReviewQueueWithProgress
    expect(await ask('GET', `${QUEUES}/${id}`)).toEqual({ status: 200, body: made.body })
    expect((await ask('GET', QUEUES)).body).toEqual({ queues: [made.body] })
    const changed = await ask('PUT', `${QUEUES}/${id}`, { ...REFUNDS, isPaused: true })
    expect(changed).toEqual({ status: 200, body: { ...(made.body as object), isPaused: true } })
    expect(await ask('DELETE', `${QUEUES}/${id}`)).toEqual({ status: 204, body: null })
    expect((await ask('GET', QUEUES)).body).toEqual({ queues: [] })
  })

  it('has a name to itself', async () => {
    const { id } = await makeQueue(ask)
    expect(await ask('POST', QUEUES, { ...REFUNDS, name: 'REFUNDS' })).toMatchObject({
      status: 409,
      body: { code: 'queue.name_taken' },
    })
    const other = await makeQueue(ask, { name: 'Other' })
    const renamed = await ask('PUT', `${QUEUES}/${other.id}`, REFUNDS)
    expect(renamed).toMatchObject({ status: 409, body: { code: 'queue.name_taken' } })
    expect((await ask('PUT', `${QUEUES}/${id}`, { ...REFUNDS, name: 'refunds' })).status).toBe(200)
  })

  it('is one of a hundred at most', async () => {
    for (let made = 0; made < 100; made++)
      expect((await ask('POST', QUEUES, { ...REFUNDS, name: `${made}` })).status).toBe(201)
    expect(await ask('POST', QUEUES, REFUNDS)).toMatchObject({ status: 409, body: { code: 'queue.too_many' } })
  })

  it('must be there for whatever is asked of it', async () => {
    for (const [method, end, body] of [
      ['GET', ''],
      ['PUT', '', REFUNDS],
      ['DELETE', ''],
      ['GET', '/items'],
      ['POST', '/items', { predictions: [TRACE_ID] }],
      ['GET', '/report'],
      ['GET', '/export'],
    ] as const)
      expect(await ask(method, `${QUEUES}/nothing${end}`, body), `${method} ${end}`).toMatchObject({
        status: 404,
        body: { code: 'queue.not_found' },
      })
  })

  it.each<[string, object]>([
    ['/rules/0/share', { rules: [{ reason: 'random' }] }],
    ['/rules/0/share', { rules: [{ reason: 'random', share: 0.5 }], perDay: 10 }],
    ['/rules/0/share', { rules: [{ reason: 'random', share: 1.5 }] }],
    ['/rules/0/reason', { rules: [{ reason: 'picked', share: 1 }] }],
    ['/rules/0/only', { rules: [{ reason: 'drifted_slice', share: 1, only: {} }] }],
    ['/fields', { fields: [{ name: 'decision', kind: 'thumbs', question: 'Good?' }] }],
    ['/fields', { fields: [{ name: '__proto__', kind: 'thumbs', question: 'Good?' }] }],
    ['/correction/schema', { correction: { form: 'text', schema: {} } }],
    ['/name', { name: 'two\nlines' }],
    ['/name', { name: 'half \ud83d of a pair' }],
    ['/since', { since: 'yesterday' }],
    ['', { colour: 'red' }],
  ])('is refused at %s where that is not of its shape: %j', async (pointer, said) => {
    const refused = await ask('POST', QUEUES, { ...REFUNDS, ...said })
    expect(refused).toMatchObject({ status: 422, body: { code: 'request.invalid', errors: [{ pointer }] } })
  })

  it('whose schema no correction could be held against is refused with why', async () => {
    const correction = { form: 'json', schema: { $ref: 'https://example.com/schema.json' } }
    const { status, body } = await ask('POST', QUEUES, { ...REFUNDS, correction })
    expect([status, body]).toEqual([422, expect.objectContaining({ code: 'request.invalid' })])
    expect((body as { detail: string }).detail).toContain('example.com')
  })

  it('fills by itself with what was there, and with what comes', async () => {
    await predict(test, 3)
    const { id } = await makeQueue(ask, { since: '2026-01-01T00:00:00Z', rules: [{ reason: 'random', share: 1 }] })
    await expect
      .poll(async () => ((await ask('GET', `${QUEUES}/${id}`)).body as ReviewQueueWithProgress).progress)
      .toMatchObject({
        open: 3,
        considered: 3,
        phase: 'following',
      })
    await test.post('/v1/traces', traceRequest(answeredSpan()))
    await expect.poll(async () => ((await ask('GET', QUEUES)).body as ReviewQueueList).queues[0]?.progress.open).toBe(4)
  })
})

describe('what somebody picks', () => {
  it('is in the queue once, counts in no rate, and what is unknown is named', async () => {
    const { id } = await makeQueue(ask)
    const [first = '', second = ''] = await predict(test, 2)
    const nothing = '00000000000000000000000000000000'
    expect(await pick(ask, id, [first, second, first, nothing])).toEqual({
      status: 200,
      body: { added: 2, known: 0, unknown: [nothing] } satisfies PickedReceipt,
    })
    expect((await pick(ask, id, [first])).body).toEqual({ added: 0, known: 1, unknown: [] })
    expect((await ask('GET', `${QUEUES}/${id}/items`)).body).toMatchObject({
      items: [second, first].map((prediction) => ({
        prediction,
        reason: 'picked',
        inclusionProbability: null,
        reviews: [],
      })),
      nextCursor: null,
    })
  })

  it('is of predictions, up to two hundred', async () => {
    const { id } = await makeQueue(ask)
    for (const predictions of [[], ['a'], Array.from({ length: 201 }, () => TRACE_ID)])
      expect(await pick(ask, id, predictions)).toMatchObject({ status: 422, body: { code: 'request.invalid' } })
  })
})

describe('the items of a queue', () => {
  it('are read page by page, each once, while others are added', async () => {
    const { id } = await makeQueue(ask)
    const predictions = await predict(test, 30)
    await pick(ask, id, predictions.slice(0, 27))
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const address = `${QUEUES}/${id}/items?state=open&limit=12${cursor === null ? '' : `&cursor=${cursor}`}`
      const page = (await ask('GET', address)).body as ReviewItemPage
      seen.push(...page.items.map(({ prediction }) => prediction))
      cursor = page.nextCursor
      await pick(ask, id, [predictions[27 + Math.floor(seen.length / 12)] ?? ''])
    } while (cursor !== null)
    expect(seen).toEqual(predictions.slice(0, 27).toReversed())
  })

  it.each(['0', '-1', 'a', '9'.repeat(400), '%00'])('refuse the cursor %j, which they never gave', async (cursor) => {
    const { id } = await makeQueue(ask)
    expect(await ask('GET', `${QUEUES}/${id}/items?cursor=${cursor}`)).toMatchObject({
      status: 422,
      body: { code: 'query.cursor' },
    })
  })
})

describe('whoever reads', () => {
  it('sees queues and changes none; whoever reviews does, under the name of the key', async () => {
    const { key } = await makeKeyAs(ask, 'admin')
    const asAdmin = askerOf(test, key)
    const [reader, reviewer] = [await makeKeyAs(asAdmin, 'read'), await makeKeyAs(asAdmin, 'review')]
    const [asReader, asReviewer] = [askerOf(test, reader.key), askerOf(test, reviewer.key)]
    expect(await asReader('POST', QUEUES, REFUNDS)).toMatchObject({ status: 403, body: { code: 'key.forbidden' } })
    const { status, body } = await asReviewer('POST', QUEUES, REFUNDS)
    expect(status).toBe(201)
    const { id } = body as ReviewQueueWithProgress
    expect((await asReader('GET', `${QUEUES}/${id}`)).status).toBe(200)
    expect((await asReader('DELETE', `${QUEUES}/${id}`)).status).toBe(403)
    await asReviewer('PUT', `${QUEUES}/${id}`, { ...REFUNDS, isPaused: true })
    await asReviewer('DELETE', `${QUEUES}/${id}`)
    const changes = (await changesOf(test)).filter(({ target }) => target === id)
    expect(changes.map(({ actor, action }) => [actor, action])).toEqual(
      ['queue.deleted', 'queue.changed', 'queue.created'].map((action) => [reviewer.id, action]),
    )
  })

  it('is told when a queue changes, and which', async () => {
    const answer = await test.ask('/api/events')
    const reader = (answer.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader()
    const { id } = await makeQueue(ask)
    let told = ''
    while (!told.includes('event: review\n')) told += (await reader.read()).value ?? ''
    await reader.cancel()
    expect(told).toContain(`event: review\ndata: {"id":"${id}"}`)
  })
})

it('the example of the table is a queue', async () => {
  expect((await ask('POST', QUEUES, ENDPOINTS.createReviewQueue.example)).status).toBe(201)
})
