import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Said } from '../predictions/said.ts'
import type { Role, TraceItem } from '../predictions/trace-item.ts'
import { slimContext } from './slim-context.ts'

function makeSpan(said: Said, name = 'GET /ask', role: Role = 'span'): TraceItem {
  return {
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    part: '',
    parentSpanId: 'c'.repeat(16),
    role,
    name,
    convention: null,
    startedNs: 1n,
    endedNs: 2n,
    status: 'ok',
    origin: { service: 'shop', environment: 'production', release: '1' },
    droppedAttributes: 0,
    said,
  }
}

const documents = 'x'.repeat(50_000)

describe('a span that is only context', () => {
  it('keeps what calls inside of it take over, and its place in the tree', () => {
    const said = { session: 's-1', user: 'u-1', functionName: 'ask', tags: ['a'], metadata: { plan: 'free' } }
    const span = makeSpan(said)
    expect(slimContext(span)).toEqual({ ...span, origin: { service: null, environment: null, release: null } })
  })

  it('says nothing where it says only what no call takes over', () => {
    const said: Said = { inputMessages: [{ role: 'user', parts: [] }], firstTokenMs: 3, value: documents }
    expect(slimContext(makeSpan(said)).said).toEqual({})
  })

  it('is a step too, and nothing that may become a call', () => {
    for (const role of ['call', 'wrapper', 'content', 'step'] as const) {
      const span = makeSpan({ value: documents }, 'ask', role)
      expect([role, slimContext(span).said]).toEqual([role, role === 'step' ? {} : span.said])
    }
  })

  it('loses metadata that is too large, and notes it beside what fits', () => {
    const said = { user: 'u-1', metadata: { documents, plan: 'free', 'trimtab.left_out': ['tags'] } }
    expect(slimContext(makeSpan(said)).said).toEqual({
      user: 'u-1',
      metadata: { plan: 'free', 'trimtab.left_out': ['tags', 'metadata'] },
    })
  })

  it('takes a bounded place whatever it says, and the same however often it is slimmed', () => {
    const said = fc.record(
      {
        session: fc.string(),
        user: fc.string({ maxLength: 9000, size: 'max' }),
        tags: fc.array(fc.string({ maxLength: 900, size: 'max' })),
        metadata: fc.dictionary(fc.string({ maxLength: 3000, size: 'max' }), fc.jsonValue()),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(said, fc.string({ maxLength: 2000, size: 'max' }), (spoken, name) => {
        const slim = slimContext(makeSpan(spoken as Said, name))
        expect(JSON.stringify({ ...slim, startedNs: 0, endedNs: 0 }).length).toBeLessThan(10_000)
        const again = slimContext(slim)
        expect({ ...again.said, metadata: undefined }).toEqual({ ...slim.said, metadata: undefined })
        expect(again.name).toBe(slim.name)
      }),
      { numRuns: 50 },
    )
  })
})
