import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeBeingRead, noteIn, notedIn } from './being-read.ts'

describe('what is being read', () => {
  it('is what was noted last, whatever the lengths before', () => {
    const bodies = fc.array(fc.uint8Array({ maxLength: 64 }), { minLength: 1 })
    fc.assert(
      fc.property(bodies, (sizes) => {
        const beingRead = makeBeingRead(64)
        const note = noteIn(beingRead)
        for (const [index, body] of sizes.entries()) {
          note({ number: index + 1, body })
          expect(notedIn(beingRead)).toEqual({ number: index + 1, body })
        }
        note(null)
        expect(notedIn(beingRead)).toBeNull()
      }),
    )
  })

  it('is nothing where the body is larger than there is room for', () => {
    const beingRead = makeBeingRead(64)
    const note = noteIn(beingRead)
    note({ number: 1, body: new Uint8Array(64) })
    note({ number: 2, body: new Uint8Array(65) })
    expect(notedIn(beingRead)).toBeNull()
  })
})
