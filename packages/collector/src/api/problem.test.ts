import { describe, expect, it } from 'vitest'
import { makeParts, ORIGIN } from '../fixtures/app-parts.ts'
import { Refusal } from '../refusal.ts'
import { createApp } from './app.ts'

async function answerTo(
  thrown: Error,
): Promise<{ status: number; retryAfter: string | null; body: unknown; defects: unknown[] }> {
  const parts = makeParts()
  const rows = { ...parts.rows, sessions: () => Promise.reject(thrown) }
  const response = await createApp({ ...parts, rows }).request(`${ORIGIN}/api/sessions`)
  const { status, headers } = response
  return { status, retryAfter: headers.get('retry-after'), body: await response.json(), defects: parts.defects }
}

describe('what a query is refused for', () => {
  it('is the question where it takes too long, and no defect', async () => {
    const said = 'It took too long.'
    expect(await answerTo(new Refusal('query.too_slow', said))).toMatchObject({
      status: 422,
      body: { code: 'query.too_slow', detail: said },
      defects: [],
    })
  })

  it('is the moment where too much is asked, with when to ask again', async () => {
    expect(await answerTo(new Refusal('query.busy', 'Too much is asked.'))).toMatchObject({
      status: 503,
      retryAfter: '1',
      body: { code: 'collector.busy' },
      defects: [],
    })
  })

  it('is what was said, with the place of what is wrong', async () => {
    const issues = [{ pointer: '/correction', message: 'is empty' }]
    expect(await answerTo(new Refusal('review.invalid', 'The correction is empty.', { issues }))).toMatchObject({
      status: 422,
      body: { code: 'request.invalid', detail: 'The correction is empty.', errors: issues },
      defects: [],
    })
  })

  it('is told to nobody outside where it is a defect', async () => {
    const error = new Error('the disk is on fire')
    const { status, body, defects } = await answerTo(error)
    expect([status, JSON.stringify(body)]).toEqual([500, expect.not.stringContaining('fire')])
    expect(defects).toEqual([error])
  })
})
