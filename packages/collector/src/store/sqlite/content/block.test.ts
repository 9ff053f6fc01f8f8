import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BlockEntry, openBlock, packBlock } from './block.ts'

const anyEntries: fc.Arbitrary<BlockEntry[]> = fc
  .uniqueArray(fc.oneof(fc.nat(500), fc.maxSafeNat()), { maxLength: 40 })
  .chain((ids) =>
    fc
      .array(fc.string({ unit: 'grapheme' }), { minLength: ids.length, maxLength: ids.length })
      .map((texts) =>
        ids.toSorted((one, other) => one - other).map((id, index) => ({ id, text: JSON.stringify(texts[index]) })),
      ),
  )

describe('a block', () => {
  it('gives back every text under its id, and nothing under any other', () => {
    fc.assert(
      fc.property(anyEntries, fc.nat(500), (entries, other) => {
        const block = openBlock(packBlock(entries))
        expect(block.ids()).toEqual(entries.map(({ id }) => id))
        expect(entries.map(({ id }) => block.textOf(id))).toEqual(entries.map(({ text }) => text))
        expect(block.textOf(other)).toBe(entries.find(({ id }) => id === other)?.text)
      }),
    )
  })

  it('is much smaller than its texts', () => {
    const entries = Array.from({ length: 500 }, (_, id) => ({
      id,
      text: JSON.stringify({ role: 'user', said: `${id} is asked` }),
    }))
    const characters = entries.reduce((sum, { text }) => sum + text.length, 0)
    expect(packBlock(entries).length).toBeLessThan(characters / 5)
  })

  it('that is cut or of another version is an error and not another text', () => {
    const packed = packBlock([{ id: 1, text: 'one' }])
    expect(() => openBlock(packed.subarray(0, -1))).toThrow(/./)
    expect(() => openBlock(Buffer.concat([Buffer.from([2]), packed.subarray(1)]))).toThrow('of version 2')
  })
})
