import { PREDICTION_ATTRIBUTES } from '@trimtab/contract'
import type { DriftReport, ShownDriftBaseline, SignalDetail } from '@trimtab/contract/drift'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { NOW, openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { type Ask, askerOf, changesOf, makeKeyAs } from '../../fixtures/keyed-requests.ts'
import { keyValues, spanFields, traceRequest } from '../../fixtures/otlp-body.ts'
import { PAGE_POLICY } from '../../reporting/html/style.ts'

const DAY_MS = 86_400_000
/** No name of a task is too odd for an address. */
const TASK = 'team a/<b>ticket</b> ...?#%2F ü'
const HERE = `/api/drift/${encodeURIComponent(TASK)}`

let test: TestCollector
let ask: Ask
let ids: string[]

const traceIdOf = (number: number) => number.toString(16).padStart(32, '0')
const spanIdOf = (number: number) => number.toString(16).padStart(16, '0')

/** Forty a day, of which one in ten is of the other label; on the last day half of them, and all of those of one model. */
function spans(): object[] {
  return Array.from({ length: 21 * 40 }, (_, place) => {
    const isLastDay = place < 40
    const isOther = isLastDay ? place % 2 === 0 : place % 10 === 0
    const atMs = NOW - 3_600_000 - Math.floor(place / 40) * DAY_MS - (place % 40) * 60_000
    const attributes = keyValues({
      [PREDICTION_ATTRIBUTES.task]: TASK,
      [PREDICTION_ATTRIBUTES.kind]: 'classification',
      [PREDICTION_ATTRIBUTES.label]: isOther ? 'other' : 'usual',
      'gen_ai.request.model': isOther ? 'm-2' : 'm-1',
    })
    const time = `${atMs}000000`
    const [traceId, spanId] = [traceIdOf(place + 1), spanIdOf(place + 1)]
    return spanFields({ traceId, spanId, startTimeUnixNano: time, endTimeUnixNano: time, attributes })
  })
}

beforeAll(async () => {
  test = openCollector()
  ask = askerOf(test)
  await test.post('/v1/traces', traceRequest(...spans()))
  ids = Array.from({ length: 840 }, (_, place) => `${traceIdOf(place + 1)}-${spanIdOf(place + 1)}`)
  await vi.waitUntil(async () => (await read()).tasks[0]?.isWhole === true, { timeout: 20_000 })
})
afterAll(async () => {
  await test.collector.close()
  for (const defect of test.defects) throw defect
})

const read = async (query = '') => (await ask('GET', `/api/drift${query}`)).body as DriftReport
const labelIn = ({ signals }: DriftReport) =>
  signals.find(({ signal, aspect }) => signal === 'label' && aspect === 'values')
const save = (baseline: unknown) => ask('PUT', `${HERE}/baseline`, baseline)

describe('the report', () => {
  it('is of the last day of all tasks where nothing is said, with what each is compared with', async () => {
    const report = await read()
    expect(Date.parse(report.to) - Date.parse(report.from)).toBe(DAY_MS)
    expect(report.tasks).toMatchObject([{ task: TASK, reference: { kind: 'seasonal', weeks: 4 }, isWhole: true }])
    expect(labelIn(report)).toMatchObject({ task: TASK, state: 'drift', current: { n: 40 } })
    expect(labelIn(report)?.effect?.estimate).toBeGreaterThan(0.3)
  })

  it('is of one task, one time and some segments where that is asked for', async () => {
    const asked = new URLSearchParams({ task: TASK, from: '2026-11-01T00:00:00Z', to: '2026-11-10T00:00:00Z' })
    const report = await read(`?${asked.toString()}`)
    expect([report.from, report.to]).toEqual(['2026-11-01T00:00:00.000Z', '2026-11-10T00:00:00.000Z'])
    expect(labelIn(report)?.current.n).toBeGreaterThan(200)
    const since = await read('?since=1w')
    expect(Date.parse(since.to) - Date.parse(since.from)).toBe(7 * DAY_MS)
    expect(labelIn(await read('?segment=model=m-1'))?.current.n).toBe(20)
    expect(labelIn(await read('?segment=model=m-1&segment=language=de'))?.current.n).toBe(0)
  })

  it.each([
    '?segment=model',
    '?segment==m-1',
    '?segment=model=a&segment=model=b',
    '?segment=a=1&segment=b=2&segment=c=3',
    '?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z',
    '?from=2020-11-02T00:00:00Z',
    '?from=today',
    '?since=7',
    '?since=400d',
    '?since=7d&from=2026-11-01T00:00:00Z',
    '?step=day',
  ])('is refused where it is asked for wrongly: %s', async (query) => {
    for (const path of query.includes('segment') ? ['/api/drift'] : ['/api/drift', '/api/drift/report'])
      expect(await ask('GET', `${path}${query}`)).toMatchObject({ status: 422, body: { code: 'request.invalid' } })
  })

  it.each(['nothing', '__proto__', '%00', '..'])('is of no task that nobody knows: %s', async (task) => {
    expect(await ask('GET', `/api/drift?task=${task}`)).toMatchObject({ status: 404, body: { code: 'task.not_found' } })
  })
})

describe('the page of the report', () => {
  it('is whole in itself, runs nothing and asks nobody, whatever a task is called', async () => {
    const answer = await test.ask(`/api/drift/report?task=${encodeURIComponent(TASK)}`)
    const page = await answer.text()
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
    const policy = answer.headers.get('content-security-policy')
    expect(policy).toBe(`${PAGE_POLICY}; frame-ancestors 'none'`)
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'/)
    expect(page).toContain('team a/&lt;b&gt;ticket&lt;/b&gt; ...?#%2F ü')
    expect(page).not.toContain('<b>ticket')
  })

  it('is limited as the others are where it is refused', async () => {
    const refused = await test.ask('/api/drift/report?task=nothing')
    expect([refused.status, refused.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
    expect(refused.headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})

describe('a signal', () => {
  it('is shown in depth by its name, whatever that and the task are called', async () => {
    const { status, body } = await ask('GET', `${HERE}/label`)
    expect([status, (body as SignalDetail).report[0]?.signal]).toEqual([200, 'label'])
    expect((body as SignalDetail).report.some(({ state }) => state === 'drift')).toBe(true)
  })

  it.each(['nothing', 'a%2Fb', '__proto__', '%00'])('is not found where there is none: %s', async (signal) => {
    const missing = { status: 404, body: { code: 'signal.not_found' } }
    expect(await ask('GET', `${HERE}/${signal}`)).toMatchObject(missing)
    expect(await ask('GET', '/api/drift/nothing/label')).toMatchObject({ body: { code: 'task.not_found' } })
  })
})

describe('what a task is compared with', () => {
  it('is the same hours of four weeks before, until somebody says another', async () => {
    const first = (await ask('GET', `${HERE}/baseline`)).body
    const unsaid = { reference: { kind: 'seasonal', weeks: 4 }, tolerances: {}, segments: [], ignored: [] }
    expect(first).toEqual({ task: TASK, ...unsaid, changedAt: null, warnings: [] })
    const said = { reference: { kind: 'rolling', days: 7 }, tolerances: { label: 0.9 }, ignored: ['durationMs'] }
    const saved = (await save(said)).body as ShownDriftBaseline
    expect(saved).toEqual({ task: TASK, ...unsaid, ...said, changedAt: new Date(NOW).toISOString(), warnings: [] })
    expect((await ask('GET', `${HERE}/baseline`)).body).toEqual(saved)
    const report = await read()
    expect(report.tasks).toMatchObject([{ reference: { kind: 'rolling', days: 7 } }])
    expect(labelIn(report)).toMatchObject({ tolerance: 0.9, state: 'stable' })
    expect(report.signals.some(({ signal }) => signal === 'durationMs')).toBe(false)
    expect((await changesOf(test)).map(({ action }) => action)).toContain('drift.baseline_changed')
    expect((await save({})).body).toMatchObject(unsaid)
  })

  it('is a version of a dataset, counted at once from what it was built from', async () => {
    const { version, dataset } = await test.collector.state.addDatasetVersion(
      {
        name: 'Tickets',
        recipe: { name: 'Tickets', select: { task: TASK, feedback: 'thumbs-up' } },
        asOf: new Date(NOW).toISOString(),
        builtAt: new Date(NOW).toISOString(),
        selected: 800,
        kept: { train: 800, validation: 0, test: 0 },
        dropped: {},
      },
      ids.slice(40).map((prediction, place) => ({
        example: { system: null, messages: [], tools: null, target: { role: 'assistant', parts: [] } },
        lineage: { line: place + 1, split: 'train', prediction, feedback: [], group: 'a' },
      })),
    )
    expect((await save({ reference: { kind: 'dataset', dataset, version } })).status).toBe(200)
    expect(labelIn(await read())).toMatchObject({ state: 'drift', reference: { n: 800 }, current: { n: 40 } })
    const other = { reference: { kind: 'dataset', dataset, version: version + 1 } }
    expect(await save(other)).toMatchObject({ status: 404, body: { code: 'dataset.not_found' } })
    expect((await ask('GET', `${HERE}/baseline`)).body).toMatchObject({ reference: { version } })
    await save({})
  })

  it.each<[string, unknown]>([
    ['/reference/kind', { reference: { kind: 'moon' } }],
    ['/reference/days', { reference: { kind: 'rolling', days: 0 } }],
    ['/reference/weeks', { reference: { kind: 'seasonal', weeks: 100 } }],
    ['/reference/to', { reference: { kind: 'pinned', from: '2026-11-02T00:00:00Z', to: '2026-11-02T00:00:00Z' } }],
    ['/reference/to', { reference: { kind: 'pinned', from: '2025-01-02T00:00:00Z', to: '2026-11-02T00:00:00Z' } }],
    ['/reference/only', { reference: { kind: 'slice', only: {} } }],
    ['/tolerances/label', { tolerances: { label: 0 } }],
    ['/tolerances/label', { tolerances: { label: 20 } }],
    ['/tolerances/label', { tolerances: { durationMs: 3, label: 1.5 } }],
    ['/tolerances/__proto__', JSON.parse('{"tolerances":{"__proto__":1}}')],
    ['/segments', { segments: ['a', 'a'] }],
    ['/segments', { segments: ['a', 'b', 'c', 'd'] }],
    ['', { colour: 'red' }],
  ])('is refused at %s where that is not of its shape', async (pointer, baseline) => {
    expect(await save(baseline)).toMatchObject({
      status: 422,
      body: { code: 'request.invalid', errors: [{ pointer }] },
    })
  })

  it('must leave room for some change, and is told in which unit', async () => {
    const errorsOf = async (label: number) => (await save({ tolerances: { label } })).body
    expect(await errorsOf(0)).toMatchObject({ errors: [{ message: 'must be above 0' }] })
    expect(await errorsOf(5)).toMatchObject({
      errors: [{ message: 'must be at most 1: it is a share, where 0.2 is 20 points' }],
    })
  })

  it('is kept with a word of what of it does nothing yet', async () => {
    const said = { tolerances: { lable: 0.2 }, reference: { kind: 'slice', only: { release: ['9'] } } }
    expect(await save(said)).toMatchObject({
      status: 200,
      body: {
        ...said,
        warnings: [
          'No signal called lable is known, which tolerances names. Did you mean label?',
          'No prediction of the slice is known, so there is nothing to compare with.',
        ],
      },
    })
    expect((await ask('GET', `${HERE}/baseline`)).body).toMatchObject({ ...said, warnings: [] })
    await save({})
  })

  it('is of a task that is there', async () => {
    expect(await ask('PUT', '/api/drift/nothing/baseline', {})).toMatchObject({
      status: 404,
      body: { code: 'task.not_found' },
    })
  })
})

describe('whoever may only read', () => {
  it('reads what has drifted and chooses nothing', async () => {
    const admin = askerOf(test, (await makeKeyAs(ask, 'admin')).key)
    const reader = askerOf(test, (await makeKeyAs(admin, 'read')).key)
    expect((await reader('GET', '/api/drift')).status).toBe(200)
    expect(await reader('PUT', `${HERE}/baseline`, {})).toMatchObject({ status: 403, body: { code: 'key.forbidden' } })
  })
})
