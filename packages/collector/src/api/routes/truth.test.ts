import { gzipSync } from 'node:zlib'
import type { Problem, TruthReport } from '@trimtab/contract'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeParts, NOW, STORED } from '../../fixtures/app-parts.ts'
import { openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { askerOf, changesOf, makeKeyAs } from '../../fixtures/keyed-requests.ts'
import type { Ingest, Parcel, Receipt } from '../../ingest/ingest.ts'
import type { AppParts } from '../app-parts.ts'
import { type Patience, PATIENCE } from '../body/read-body.ts'
import { answerProblem, problemOf } from '../problem.ts'
import { truthRoutes } from './truth.ts'

let opened: TestCollector

beforeEach(() => {
  opened = openCollector()
})
afterEach(() => opened.collector.close())

const ADDRESS = '/api/truth?key=loan&label=outcome'
const CSV = { 'content-type': 'text/csv' }
const TABLE = 'loan;outcome\nloan-1;repaid\nloan-2;defaulted\nloan-1;defaulted\nloan-3\n'

async function send(
  body: string | Uint8Array | ReadableStream,
  headers: { [name: string]: string } = CSV,
  address = ADDRESS,
) {
  const answer = await opened.ask(address, { method: 'POST', body, headers, duplex: 'half' })
  return { status: answer.status, body: (await answer.json()) as TruthReport & Problem }
}

describe('a table of labels that is sent', () => {
  it('is answered with what became of each line, and noted without a name', async () => {
    expect(await send(TABLE, CSV, `${ADDRESS}&task=credit.risk`)).toEqual({
      status: 200,
      body: {
        rows: 4,
        stored: 3,
        repeated: 0,
        contradicting: 1,
        waiting: 3,
        refused: 1,
        contradictions: [{ line: 4, reason: '"repaid" was known of this key' }],
        unmatched: [2, 3, 4].map((line) => ({ line, reason: 'no prediction has this key yet' })),
        refusals: [{ line: 5, reason: 'it ends before its label: it has 1 of 2 cells' }],
      },
    })
    expect(await changesOf(opened)).toEqual([
      {
        actor: 'anyone',
        at: new Date(NOW).toISOString(),
        action: 'truth.imported',
        target: null,
        detail: { rows: 4, stored: 3, repeated: 0, contradicting: 1, waiting: 3, refused: 1 },
      },
    ])
  })

  it.each([
    {
      as: 'packed',
      body: gzipSync('loan,outcome,since\n007,1.5,2026-11-01\n'),
      headers: { ...CSV, 'content-encoding': 'gzip' },
    },
    {
      as: 'JSON lines',
      body: '{"loan":"007","outcome":"1.5","since":"2026-11-01"}',
      headers: { 'content-type': 'application/x-ndjson; charset=utf-8' },
    },
  ])('may come as $as, with times and numbers', async ({ body, headers }) => {
    const address = `${ADDRESS}&at=since&numbers=true`
    expect((await send(body, headers, address)).body).toMatchObject({ stored: 1 })
    expect((await send(body, headers, address)).body).toMatchObject({ stored: 0, repeated: 1 })
    expect((await send(body, headers)).body).toMatchObject({ stored: 1, contradicting: 1 })
  })

  it.each([
    { what: 'without a query', address: '/api/truth', status: 422, detail: 'The query does not have the right shape.' },
    {
      what: 'with what nobody knows',
      address: `${ADDRESS}&x=1`,
      status: 422,
      detail: 'The query does not have the right shape.',
    },
    {
      what: 'without the column',
      body: 'loan,out\n1,2\n',
      status: 422,
      detail: 'The table has no column "outcome", but "loan", "out".',
    },
    { what: 'of nothing', body: '', status: 422, detail: 'The table is empty: it has not even a header.' },
    {
      what: 'as JSON',
      headers: { 'content-type': 'application/json' },
      status: 415,
      detail: 'Send a table as text/csv with a header, or as application/x-ndjson.',
    },
    {
      what: 'packed in another way',
      headers: { ...CSV, 'content-encoding': 'zstd' },
      status: 415,
      detail: 'A body of any length may be packed with gzip, and not with zstd.',
    },
    {
      what: 'packed, and is not',
      headers: { ...CSV, 'content-encoding': 'gzip' },
      status: 422,
      detail: 'The body is not valid gzip.',
    },
    {
      what: 'with more than is taken',
      headers: { ...CSV, 'content-length': '1073741825' },
      status: 413,
      detail: 'The body is larger than 1073741824 bytes.',
    },
  ])('$what is refused in a sentence', async ({ address, body, headers, status, detail }) => {
    const answer = await send(body ?? TABLE, headers, address)
    expect([answer.status, answer.body.detail]).toEqual([status, detail])
    expect(await changesOf(opened)).toEqual([])
  })

  it('needs a key for feedback that is not on a page, and no more comes than that key may send', async () => {
    const admin = askerOf(opened, (await makeKeyAs(askerOf(opened), 'admin')).key)
    const make = async (said: object) =>
      ((await admin('POST', '/api/keys', { name: 'a', ...said })).body as { key: string }).key
    const statusAs = async (key: string) => (await send(TABLE, { ...CSV, authorization: `Bearer ${key}` })).status
    expect(await statusAs(await make({ scopes: ['feedback'] }))).toBe(200)
    expect(await statusAs(await make({ scopes: ['read'] }))).toBe(403)
    expect(await statusAs(await make({ scopes: ['feedback'], origins: ['https://shop.example'] }))).toBe(403)
    expect(
      await statusAs(await make({ scopes: ['feedback'], limits: { itemsPerSecond: null, bodyBytesMax: 20 } })),
    ).toBe(413)
    const slow = await make({ scopes: ['feedback'], limits: { itemsPerSecond: 1, bodyBytesMax: null } })
    expect([await statusAs(slow), await statusAs(slow)]).toEqual([200, 429])
  })
})

describe('a key that sends labels', () => {
  let admin: ReturnType<typeof askerOf>
  beforeEach(async () => {
    admin = askerOf(opened, (await makeKeyAs(askerOf(opened), 'admin')).key)
  })
  const headersOf = async (said: object) => {
    const { key } = (await admin('POST', '/api/keys', { name: 'a', ...said })).body as { key: string }
    return { ...CSV, authorization: `Bearer ${key}` }
  }

  it('is told what was known of a business key only where it may read', async () => {
    await send('loan,outcome\nloan-1,a secret\n', await headersOf({ scopes: ['admin'] }))
    const reasonFor = async (...scopes: string[]) => {
      const { body } = await send(`loan,outcome\nloan-1,${scopes.join(' ')}\n`, await headersOf({ scopes }))
      return body.contradictions[0]?.reason
    }
    expect(await reasonFor('feedback')).toBe('another label was known of this key')
    expect(await reasonFor('feedback', 'read')).toBe('"feedback" was known of this key')
    expect(await reasonFor('admin')).toBe('"feedback read" was known of this key')
  })

  it('pays for every row that is read, whatever becomes of it', async () => {
    const slow = await headersOf({ scopes: ['feedback'], limits: { itemsPerSecond: 5, bodyBytesMax: null } })
    expect((await send(`loan,outcome\n${'loan-1\n'.repeat(20)}`, slow)).body).toMatchObject({ refused: 20 })
    expect((await send(TABLE, slow)).body.code).toBe('request.too_many')
  })
})

describe('a table that comes slowly', () => {
  /** Rows until it is told how to end. */
  function openTable(): { body: ReadableStream; write: (text: string) => void; end: () => void; fail: () => void } {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined
    const body = new ReadableStream<Uint8Array>({ start: (started) => void (controller = started) })
    return {
      body,
      write: (text) => controller?.enqueue(Buffer.from(text)),
      end: () => controller?.close(),
      fail: () => controller?.error(new Error('gone')),
    }
  }

  it('keeps nobody but its own key from sending another', async () => {
    const slow = openTable()
    slow.write('loan,outcome\nloan-1,repaid\n')
    const first = send(slow.body)
    const second = await send(TABLE)
    expect([second.status, second.body.code]).toEqual([429, 'request.too_many'])
    expect(second.body.detail).toBe('Your address has a table under way; send the next one when it is in.')
    slow.end()
    expect((await first).body).toMatchObject({ stored: 1 })
    expect((await send(TABLE)).status).toBe(200)
  })

  it('is stored as far as it came when its sender goes away', async () => {
    const slow = openTable()
    slow.write(`loan,outcome\n${Array.from({ length: 1200 }, (_, index) => `loan-${index},repaid\n`).join('')}loan-x`)
    const answer = send(slow.body)
    await new Promise((resolve) => setTimeout(resolve, 20))
    slow.fail()
    const detail =
      'Reading stopped after the row in line 1201, and nothing after it was read (rows: 1200 stored, 0 known already, 0 refused); the whole table may be sent again. The body broke off.'
    expect(await answer).toMatchObject({ status: 422, body: { code: 'request.invalid', detail } })
    expect(await changesOf(opened)).toMatchObject([{ action: 'truth.imported', detail: { rows: 1200, stored: 1200 } }])
  })

  it('holds up other keys no more than it holds up other addresses', async () => {
    const admin = askerOf(opened, (await makeKeyAs(askerOf(opened), 'admin')).key)
    const make = async () =>
      ((await admin('POST', '/api/keys', { name: 'a', scopes: ['feedback'] })).body as { key: string }).key
    const [one, other] = [await make(), await make()].map((key) => ({ ...CSV, authorization: `Bearer ${key}` }))
    const slow = openTable()
    slow.write('loan,outcome\nloan-1,repaid\n')
    const first = send(slow.body, one)
    expect((await send(TABLE, one)).body.detail).toBe(
      'This key has a table under way; send the next one when it is in.',
    )
    expect((await send(TABLE, other)).status).toBe(200)
    slow.end()
    expect((await first).status).toBe(200)
  })

  it('is given up where nothing comes, and not where we are slow ourselves', async () => {
    const patience = { totalMs: 1000, windowMs: 40, windowBytesMin: 1 }
    let delayMs = 0
    const submit = async () => {
      await new Promise((resolve) => setTimeout(resolve, delayMs))
      return { ...STORED, isNew: [true], isWaiting: [false] }
    }
    const ask = askerThrough({ submit, patience })
    const silent = openTable()
    silent.write('loan,outcome\nloan-1,repaid\n')
    expect((await ask(silent.body)).status).toBe(408)
    delayMs = 120
    const quick = openTable()
    quick.write('loan,outcome\nloan-1,repaid\n')
    quick.end()
    expect((await ask(quick.body)).status).toBe(200)
  })
})

describe('a table on a full disk', () => {
  const full = () => Promise.reject(new Error('database or disk is full'))

  it('is answered as what cannot be stored, with how far it came', async () => {
    let parcels = 0
    const submit = (parcel: Parcel): Promise<Receipt> => {
      parcels += 1
      const items = parcel.kind === 'feedback' ? parcel.feedback : []
      if (parcels > 1) return Promise.resolve({ outcome: 'unavailable', cause: new Error('full') })
      return Promise.resolve({ ...STORED, isNew: items.map(() => true), isWaiting: items.map(() => false) })
    }
    const defects: unknown[] = []
    const rows = Array.from({ length: 1200 }, (_, index) => `loan-${index},repaid\n`).join('')
    const answer = await askerThrough({ submit, recordChange: full, defects })(`loan,outcome\n${rows}`)
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({
      code: 'store.unavailable',
      detail: expect.stringContaining('1000 stored') as string,
    })
    expect(String(defects)).toContain(
      'no entry in the audit log of labels that anyone sent: {"rows":1200,"stored":1000',
    )
  })

  it('is answered with its report where all but the entry in the audit log is stored', async () => {
    const submit = () => Promise.resolve({ ...STORED, isNew: [true], isWaiting: [false] })
    const answer = await askerThrough({ submit, recordChange: full })('loan,outcome\nloan-1,repaid\n')
    expect([answer.status, ((await answer.json()) as TruthReport).stored]).toEqual([200, 1])
  })
})

interface Through {
  submit: Ingest['submit']
  patience?: Patience
  recordChange?: AppParts['state']['recordChange']
  defects?: unknown[]
}

function askerThrough({ submit, patience = PATIENCE, recordChange, defects = [] }: Through) {
  const parts = makeParts({
    ingest: { submit, close: () => Promise.resolve() },
    rows: { ...makeParts().rows, truths: () => Promise.resolve([]) },
    onDefect: (error) => defects.push(error),
  })
  const state = recordChange === undefined ? parts.state : { ...parts.state, recordChange }
  const app = new Hono()
  app.onError((error, context) => answerProblem(context, problemOf(error)))
  app.use(async (context, next) => {
    const charge = () => Promise.resolve()
    context.set('permit', { bodyBytesMax: null, scopes: null, isPublic: false, caller: null, charge })
    await next()
  })
  truthRoutes(app, { ...parts, state, patience })
  return (body: ReadableStream | string) => app.request(ADDRESS, { method: 'POST', body, headers: CSV, duplex: 'half' })
}
