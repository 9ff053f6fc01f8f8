import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { Feedback } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signFeedbackToken } from '../../feedback/token.ts'
import { makeParts, NOW, ORIGIN, SIGNING_KEY } from '../../fixtures/app-parts.ts'
import { makeFeedback } from '../../fixtures/feedback.ts'
import { PREDICTION_ID, spanFields, traceRequest } from '../../fixtures/otlp-body.ts'
import { createIngest } from '../../ingest/create-ingest.ts'
import { makeFolder, openStoreAt } from '../../store/sqlite/fixtures/open-store.ts'
import type { Store } from '../../store/store.ts'
import { createApp } from '../app.ts'
import { refuseUsed } from './said-once.ts'

type Fields = { [field: string]: unknown }

let folder: string
let store: Store
let app: ReturnType<typeof createApp>

/** A store that outlives its process. */
function open(): void {
  store = openStoreAt(folder)
  const { rows } = store
  const onDefect = (error: unknown): never => {
    throw error
  }
  const ingest = createIngest({ rows, clock: () => NOW, makeId: randomUUID, onDefect })
  app = createApp(makeParts({ rows, ingest }))
}

function restart(): void {
  store.close()
  open()
}

beforeEach(() => {
  folder = makeFolder()
  open()
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

async function post(path: string, body: unknown, headers: { [name: string]: string } = {}): Promise<number> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }
  return (await app.request(`${ORIGIN}${path}`, request)).status
}

const thumb = { kind: 'thumbs', value: true }
/** As the page sends it, and sends it again where no answer came. */
const letter = { ...thumb, id: 'made-by-the-page', at: '2026-11-21T09:59:00.000Z', comment: 'Fine.' }

const tokenOf = (once: string) =>
  signFeedbackToken(
    { prediction: PREDICTION_ID, kinds: ['thumbs', 'comment'], expiresAt: NOW / 1000 + 60, once },
    SIGNING_KEY,
  )

const statusOf = (body: Fields, token = tokenOf('a')) => post('/api/feedback', { token, ...body })
const kept = async () => (await store.rows.prediction(PREDICTION_ID))?.feedback ?? []

describe('a token that speaks once', () => {
  it('is the same again when its answer was lost, also across a restart and before its prediction is there', async () => {
    expect(await statusOf(letter)).toBe(202)
    expect(await statusOf(letter)).toBe(202)
    restart()
    expect(await statusOf(letter)).toBe(202)
    expect(await statusOf({ ...letter, value: false })).toBe(409)
    await post('/v1/traces', traceRequest(spanFields()))
    expect(await kept()).toMatchObject([{ value: true, comment: 'Fine.', at: letter.at }])
    expect(await statusOf(letter)).toBe(202)
    expect(await kept()).toHaveLength(1)
  })

  it('says each kind and each name once, and another token has its own say', async () => {
    await post('/v1/traces', traceRequest(spanFields()))
    const comment = { kind: 'comment', comment: 'Fine.' }
    for (const body of [thumb, comment, { ...thumb, name: 'polite' }]) expect(await statusOf(body)).toBe(202)
    for (const body of [
      { ...comment, comment: 'No.' },
      { ...thumb, name: 'polite', value: false },
    ])
      expect(await statusOf(body)).toBe(409)
    expect(await statusOf({ ...thumb, value: false }, tokenOf('b'))).toBe(202)
    expect((await kept()).map(({ id }) => id).filter((id) => /^once-[0-9a-f]{32}$/.test(id))).toHaveLength(4)
  })

  it('used by two in one moment is one word, and the other is told', async () => {
    await post('/v1/traces', traceRequest(spanFields()))
    const words = Array.from({ length: 8 }, (_, number) => ({ ...thumb, comment: `${number}` }))
    const statuses = await Promise.all(words.map((body) => statusOf(body)))
    expect([statuses.filter((status) => status === 409).length, statuses.includes(202)]).toEqual([7, true])
    const [said, ...others] = await kept()
    expect([said?.comment, others]).toEqual([`${statuses.indexOf(202)}`, []])
  })

  it('brings all of several or none of them', async () => {
    const authorization = `Bearer ${tokenOf('a')}`
    const send = (items: Fields[]) => post('/api/feedback', items, { authorization })
    await post('/v1/traces', traceRequest(spanFields()))
    expect(await send([thumb, { ...thumb, value: false }])).toBe(409)
    expect(await send([thumb, thumb])).toBe(202)
    expect(
      await send([
        { kind: 'comment', comment: 'new' },
        { ...thumb, value: false },
      ]),
    ).toBe(409)
    expect(await kept()).toMatchObject([{ kind: 'thumbs', value: true }])
  })
})

describe('what was stored by another first', () => {
  const item = { id: 'once-1', prediction: PREDICTION_ID, kind: 'thumbs', value: true } as const

  it('is found, or is one of very many of which only the newest are read', async () => {
    const same = makeFeedback('once-1', { prediction: PREDICTION_ID })
    const among = (said: Feedback[]) =>
      refuseUsed({ feedback: [item], isStored: true }, { saidOf: () => Promise.resolve(said) })
    await expect(among([same])).resolves.toBeUndefined()
    await expect(among([{ ...same, value: false }])).rejects.toThrow('a thumb, which stands')
    await expect(among([])).rejects.toThrow('a thumb, which stands')
  })
})
