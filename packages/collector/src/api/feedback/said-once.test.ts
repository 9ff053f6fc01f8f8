import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Feedback } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signFeedbackToken } from '../../feedback/token.ts'
import { makeFeedback } from '../../fixtures/feedback.ts'
import { NOW, openCollector, SIGNING_KEY, type TestCollector } from '../../fixtures/collector.ts'
import { PREDICTION_ID, spanFields, traceRequest } from '../../fixtures/otlp-body.ts'
import { refuseUsed } from './said-once.ts'

type Fields = { [field: string]: unknown }

let folder: string
let test: TestCollector

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trimtab-once-'))
  test = openCollector({ data: folder })
})
afterEach(async () => {
  await test.collector.close()
  rmSync(folder, { recursive: true })
})

const thumb = { kind: 'thumbs', value: true }
/** As the page sends it, and sends it again where no answer came. */
const letter = { ...thumb, id: 'made-by-the-page', at: '2026-11-21T09:59:00.000Z', comment: 'Fine.' }

const tokenOf = (once: string) =>
  signFeedbackToken(
    { prediction: PREDICTION_ID, kinds: ['thumbs', 'comment'], expiresAt: NOW / 1000 + 60, once },
    SIGNING_KEY,
  )

async function statusOf(body: Fields, token = tokenOf('a')): Promise<number> {
  return (await test.post('/api/feedback', { token, ...body })).status
}

async function kept(): Promise<Feedback[]> {
  const prediction = (await (await test.ask(`/api/predictions/${PREDICTION_ID}`)).json()) as { feedback: Feedback[] }
  return prediction.feedback
}

describe('a token that speaks once', () => {
  it('is the same again when its answer was lost, also across a restart and before its prediction is there', async () => {
    expect(await statusOf(letter)).toBe(202)
    expect(await statusOf(letter)).toBe(202)
    await test.collector.close()
    test = openCollector({ data: folder })
    expect(await statusOf(letter)).toBe(202)
    expect(await statusOf({ ...letter, value: false })).toBe(409)
    await test.post('/v1/traces', traceRequest(spanFields()))
    expect(await kept()).toMatchObject([{ value: true, comment: 'Fine.', at: letter.at }])
    expect(await statusOf(letter)).toBe(202)
    expect(await kept()).toHaveLength(1)
  })

  it('says each kind and each name once, and another token has its own say', async () => {
    await test.post('/v1/traces', traceRequest(spanFields()))
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
    await test.post('/v1/traces', traceRequest(spanFields()))
    const words = Array.from({ length: 8 }, (_, number) => ({ ...thumb, comment: `${number}` }))
    const statuses = await Promise.all(words.map((body) => statusOf(body)))
    expect(statuses.toSorted()).toEqual([202, ...Array.from({ length: 7 }, () => 409)])
    const [said, ...others] = await kept()
    expect([said?.comment, others]).toEqual([`${statuses.indexOf(202)}`, []])
  })

  it('brings all of several or none of them', async () => {
    const authorization = `Bearer ${tokenOf('a')}`
    const send = async (items: Fields[]) => (await test.post('/api/feedback', items, { authorization })).status
    await test.post('/v1/traces', traceRequest(spanFields()))
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
