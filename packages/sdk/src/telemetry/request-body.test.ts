import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodePlatform } from '../platform/node/node-platform.ts'
import { webPlatform } from '../platform/web.ts'
import { writeBody } from './request-body.ts'

const text = fc.string({ unit: 'binary' })

describe.each([
  ['Node', nodePlatform],
  ['any runtime', webPlatform],
])('the body of a request on %s', (_, { countBytes }) => {
  it('is its items between what is around them, apart by commas', () => {
    fc.assert(
      fc.property(text, fc.array(text), text, (before, items, after) => {
        const body = writeBody({ before, items, after }, countBytes)
        const expected = [before, items.flatMap((item, index) => (index === 0 ? [item] : [',', item])), after].flat()
        expect(Buffer.from(body)).toEqual(Buffer.concat(expected.map((piece) => Buffer.from(piece))))
      }),
    )
  })
})
