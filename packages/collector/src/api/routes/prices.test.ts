import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { type Ask, askerOf, changesOf, makeKeyAs } from '../../fixtures/keyed-requests.ts'
import { PRICE_LIST_NAME } from '../../prices/price-list.ts'

const PRICES = '/api/prices'
const price = (said: object = {}) => ({
  provider: null,
  model: 'our-model-*',
  inputUsdPerMillion: 0.1,
  outputUsdPerMillion: 0,
  cachedInputUsdPerMillion: null,
  ...said,
})

let test: TestCollector
let ask: Ask

beforeEach(() => {
  test = openCollector()
  ask = askerOf(test)
})
afterEach(() => test.collector.close())

describe('the prices', () => {
  it('are those of the list, and before it one’s own, with a number for each change', async () => {
    const list = PRICE_LIST_NAME
    expect(await ask('GET', PRICES)).toEqual({ status: 200, body: { list, version: 0, overrides: [] } })
    const overrides = [price(), price({ provider: 'azure', cachedInputUsdPerMillion: 0.01 })]
    const chosen = { list, version: 1, overrides }
    expect(await ask('PUT', PRICES, { overrides })).toEqual({ status: 200, body: chosen })
    expect(await ask('PUT', PRICES, { overrides })).toEqual({ status: 200, body: chosen })
    expect(await ask('PUT', PRICES, { overrides: [] })).toEqual({
      status: 200,
      body: { list, version: 2, overrides: [] },
    })
  })

  it.each([
    ['/overrides/1/model', { overrides: [price(), price({ inputUsdPerMillion: 2 })] }],
    ['/overrides/0/model', { overrides: [price({ model: 'our-*-model' })] }],
    ['/overrides/0/inputUsdPerMillion', { overrides: [price({ inputUsdPerMillion: -0.1 })] }],
    ['/overrides/0/outputUsdPerMillion', { overrides: [price({ outputUsdPerMillion: '1' })] }],
    ['/overrides/0/inputUsdPerMillion', { overrides: [price({ inputUsdPerMillion: 1e300 })] }],
    ['/overrides/0/cachedInputUsdPerMillion', { overrides: [price({ cachedInputUsdPerMillion: undefined })] }],
    ['/overrides/0/provider', { overrides: [price({ provider: '' })] }],
    ['/overrides', { overrides: Array.from({ length: 1_001 }, (_, model) => price({ model: `${model}` })) }],
    ['', { overrides: [], list: 'mine' }],
  ])('are refused at %s where that makes no sense, and stay as they were', async (pointer, chosen) => {
    const refused = await ask('PUT', PRICES, chosen)
    expect(refused).toMatchObject({ status: 422, body: { code: 'request.invalid', errors: [{ pointer }] } })
    expect((await ask('GET', PRICES)).body).toMatchObject({ version: 0, overrides: [] })
  })

  it('are read by whoever reads and chosen by administrators, and told in the audit log', async () => {
    const admin = await makeKeyAs(ask, 'admin')
    const asAdmin = askerOf(test, admin.key)
    const asReader = askerOf(test, (await makeKeyAs(asAdmin, 'read')).key)
    expect((await asReader('GET', PRICES)).status).toBe(200)
    expect((await asReader('PUT', PRICES, { overrides: [price()] })).status).toBe(403)
    await asAdmin('PUT', PRICES, { overrides: [price()] })
    const [newest] = await changesOf(test)
    expect(newest).toMatchObject({ action: 'prices.changed', actor: admin.id, detail: { version: 1, changed: 1 } })
  })
})
