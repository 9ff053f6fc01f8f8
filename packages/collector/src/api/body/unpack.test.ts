import { deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createByteBudget } from './byte-budget.ts'
import { FRAMES_MAX, packingOf, unpack } from './unpack.ts'

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

  it.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ])('%s goes on until every part of the body is unpacked', async (packing, pack) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 500 }), { minLength: 1, maxLength: 12 }), async (parts) => {
        const unpacked = await unpackAlone(Buffer.concat(parts.map((part) => pack(part))), packing)
        expect(Buffer.compare(unpacked, Buffer.concat(parts))).toBe(0)
      }),
      { numRuns: 30 },
    )
  })

  it('skips the frames of zstd that are there to be skipped', async () => {
    const skipped = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4])
    const [one, two] = [zstdCompressSync(Buffer.from('one')), zstdCompressSync(Buffer.from('two'))]
    const body = Buffer.concat([skipped, one, skipped, skipped, two, skipped])
    expect(Buffer.from(await unpackAlone(body, 'zstd')).toString()).toBe('onetwo')
  })

  it.each(PACKERS)('%s with anything else behind it is refused', async (packing, pack) => {
    const packed = pack(Buffer.from('whole'))
    for (const behind of [Buffer.from('garbage'), Buffer.alloc(1), Buffer.alloc(9), Buffer.from([0x1f])])
      await expect(unpackAlone(Buffer.concat([packed, behind]), packing)).rejects.toMatchObject({
        code: 'request.invalid',
      })
  })

  it.each([deflateSync, deflateRawSync])('a second deflate stream is refused: the format has one', async (pack) => {
    const packed = pack(Buffer.from('whole'))
    await expect(unpackAlone(Buffer.concat([packed, packed]), 'deflate')).rejects.toMatchObject({
      code: 'request.invalid',
    })
  })

  it('bounds all frames together, and how many there are', async () => {
    const frame = zstdCompressSync(new Uint8Array(BYTES_MAX / 2))
    const bomb = Buffer.concat(Array.from({ length: 2000 }, () => frame))
    await expect(unpackAlone(bomb, 'zstd')).rejects.toMatchObject({ code: 'request.too_large' })
    const empty = zstdCompressSync(new Uint8Array(0))
    const most = Buffer.concat(Array.from({ length: FRAMES_MAX }, () => empty))
    expect((await unpackAlone(most, 'zstd')).byteLength).toBe(0)
    await expect(unpackAlone(Buffer.concat([most, empty]), 'zstd')).rejects.toMatchObject({ code: 'request.invalid' })
  })

  it('is done for four bodies at once, and for the others in their turn', async () => {
    const begun = new Set<number>()
    let most = 0
    const packed = gzipSync(new Uint8Array(BYTES_MAX))
    const all = Array.from({ length: 20 }, async (_, number) => {
      const take = (): void => {
        begun.add(number)
        most = Math.max(most, begun.size)
      }
      await unpack(packed, { packing: 'gzip', bytesMax: BYTES_MAX, holding: { take, give: () => undefined } })
      begun.delete(number)
    })
    await Promise.all(all)
    expect(most).toBe(4)
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
