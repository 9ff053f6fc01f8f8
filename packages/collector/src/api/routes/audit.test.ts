import type { AuditPage } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { type Ask, askerOf, makeKeyAs } from '../../fixtures/keyed-requests.ts'

let test: TestCollector
let ask: Ask

beforeEach(() => {
  test = openCollector()
  ask = askerOf(test)
})
afterEach(() => test.collector.close())

async function record(count: number): Promise<void> {
  for (let entry = 0; entry < count; entry++)
    await test.collector.state.recordChange({
      at: '2026-11-21T10:00:00.000Z',
      actor: 'command',
      action: 'dataset.exported',
      target: `d-${entry}`,
      detail: { rows: entry },
    })
}

describe('the audit log', () => {
  it('is read page by page to its beginning, each change once, while others happen', async () => {
    await record(7)
    const targets: (string | null)[] = []
    let cursor: string | null = null
    do {
      const { status, body } = await ask('GET', `/api/audit?limit=3${cursor === null ? '' : `&cursor=${cursor}`}`)
      expect(status).toBe(200)
      const page = body as AuditPage
      targets.push(...page.entries.map(({ target }) => target))
      cursor = page.nextCursor
      await record(1)
    } while (cursor !== null)
    expect(targets).toEqual(['d-6', 'd-5', 'd-4', 'd-3', 'd-2', 'd-1', 'd-0'])
  })

  it('has no next page where a page ends with the first change', async () => {
    await record(3)
    expect((await ask('GET', '/api/audit?limit=3')).body).toMatchObject({ nextCursor: null })
    expect((await ask('GET', '/api/audit')).body).toMatchObject({ entries: [{}, {}, {}], nextCursor: null })
  })

  it.each(['0', '-1', '1.5', 'a', '1e3', '9'.repeat(400), '%00', '1 OR 1=1'])(
    'refuses the cursor %j, which it never gave',
    async (cursor) => {
      await record(1)
      expect(await ask('GET', `/api/audit?cursor=${encodeURIComponent(cursor)}`)).toMatchObject({
        status: 422,
        body: { code: 'query.cursor' },
      })
    },
  )

  it('is for administrators alone', async () => {
    const { key } = await makeKeyAs(ask, 'admin')
    const others = await makeKeyAs(askerOf(test, key), 'read', 'review', 'ingest', 'feedback')
    expect((await askerOf(test, others.key)('GET', '/api/audit')).status).toBe(403)
    expect((await ask('GET', '/api/audit')).status).toBe(401)
    expect((await askerOf(test, key)('GET', '/api/audit')).body).toMatchObject({
      entries: [{ actor: key.slice(3, 13) }, { actor: 'anyone' }],
    })
  })
})
