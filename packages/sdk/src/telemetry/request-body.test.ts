import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodePlatform } from '../platform/node/node-platform.ts'
import { webPlatform } from '../platform/web.ts'
import { SLICE_BYTES_MAX, writeBody } from './request-body.ts'

const text = fc.string({ unit: 'binary' })

describe.each([
  ['Node', nodePlatform],
  ['any runtime', webPlatform],
])('the body of a request on %s', (_, platform) => {
  it('is its items between what is around them, apart by commas', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.array(text), text, async (before, items, after) => {
        const body = await writeBody({ before, items, after }, platform)
        const expected = [before, items.flatMap((item, index) => (index === 0 ? [item] : [',', item])), after].flat()
        expect(Buffer.from(body)).toEqual(Buffer.concat(expected.map((piece) => Buffer.from(piece))))
      }),
    )
  })

  it('lets others have their turn while a large one is written', async () => {
    const items = Array.from({ length: 100 }, () => 'ä'.repeat(SLICE_BYTES_MAX / 20))
    let turns = 0
    const others = setInterval(() => (turns += 1), 0)
    const body = await writeBody({ before: '[', items, after: ']' }, platform)
    clearInterval(others)
    expect(Buffer.from(body).toString()).toBe(`[${items.join(',')}]`)
    expect(turns).toBeGreaterThan(5)
  })
})
