import { deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createByteBudget } from './byte-budget.ts'
import { packingOf, unpack } from './unpack.ts'

const BYTES_MAX = 1024 * 1024

function unpackAlone(packed: Uint8Array, packing: string): Promise<Uint8Array> {
  return createByteBudget().hold(0, (holding) => unpack(packed, { packing, bytesMax: BYTES_MAX, holding }))
}

const PACKERS: [packing: string, pack: (bytes: Uint8Array) => Uint8Array][] = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['zstd', zstdCompressSync],
]

describe('a content encoding', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['identity', null],
    ['GZIP', 'gzip'],
    [' gzip ', 'gzip'],
    ['identity, gzip', 'gzip'],
    ['deflate', 'deflate'],
    ['zstd', 'zstd'],
  ])('%j means %j', (header, packing) => expect(packingOf(header)).toBe(packing))

  it.each(['br', 'snappy', 'gzip, gzip', 'zstd,gzip', '__proto__'])('%j is refused', (header) => {
    expect(() => packingOf(header)).toThrow(expect.objectContaining({ code: 'request.unsupported_media_type' }))
  })
})

describe('unpacking', () => {
  it.each(PACKERS)('%s gives back what was packed, in memory of its own', async (packing, pack) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
        const unpacked = await unpackAlone(pack(bytes), packing)
        expect(Buffer.compare(unpacked, bytes)).toBe(0)
        expect(unpacked.buffer.byteLength).toBe(bytes.byteLength)
      }),
    )
  })

  it.each(PACKERS)('%s stops at the bound, however small it came', async (packing, pack) => {
    const bomb = pack(new Uint8Array(BYTES_MAX + 1))
    expect(bomb.byteLength).toBeLessThan(5000)
    await expect(unpackAlone(bomb, packing)).rejects.toMatchObject({ code: 'request.too_large' })
    expect((await unpackAlone(pack(new Uint8Array(BYTES_MAX)), packing)).byteLength).toBe(BYTES_MAX)
  })

  it.each(PACKERS)('%s that is cut off or broken is refused', async (packing, pack) => {
    const packed = pack(Buffer.from('a text that is long enough to be cut in the middle of it'))
    for (const broken of [packed.subarray(0, packed.length - 4), packed.subarray(0, 1), Buffer.from('no such thing')]) {
      await expect(unpackAlone(broken, packing)).rejects.toMatchObject({ code: 'request.invalid' })
    }
  })

  it('gives no frame more memory than the standard says', async () => {
    // A frame that needs a window of 128 MiB: magic, descriptor, window descriptor, one empty last block.
    const greedy = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x88, 0x01, 0x00, 0x00])
    await expect(unpackAlone(greedy, 'zstd')).rejects.toMatchObject({ code: 'request.invalid' })
  })

  it('holds what comes out against the budget', async () => {
    const budget = createByteBudget({ bytesMax: 256 * 1024 })
    const packed = gzipSync(new Uint8Array(BYTES_MAX))
    const unpacking = budget.hold(0, (holding) => unpack(packed, { packing: 'gzip', bytesMax: BYTES_MAX, holding }))
    await expect(unpacking).rejects.toMatchObject({ code: 'collector.busy' })
    expect(budget.bytesHeld()).toBe(0)
  })
})
