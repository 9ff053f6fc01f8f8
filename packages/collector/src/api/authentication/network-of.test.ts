import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { networkOf } from './network-of.ts'

const anyGroups = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), {
  minLength: 8,
  maxLength: 8,
})

/** In full, in capitals with leading zeros, and with each run of zeros left out. */
function spellings(groups: readonly number[]): string[] {
  const full = groups.map((group) => group.toString(16))
  const runs = groups.flatMap((_, start) =>
    groups.slice(start).flatMap((_group, length) => {
      const end = start + length + 1
      const isZero = groups.slice(start, end).every((group) => group === 0)
      return isZero ? [`${full.slice(0, start).join(':')}::${full.slice(end).join(':')}`] : []
    }),
  )
  return [full.join(':'), full.map((group) => group.padStart(4, '0').toUpperCase()).join(':'), ...runs]
}

describe('the network of an address', () => {
  it('is the first half of an address of IPv6, however it is written', () => {
    fc.assert(
      fc.property(anyGroups, anyGroups, (groups, others) => {
        const half = groups.slice(0, 4)
        // Zeros alone may be an address of IPv4 that is written otherwise.
        fc.pre(half.some((group) => group !== 0))
        const network = half.map((group) => group.toString(16)).join(':')
        for (const each of [...spellings(groups), ...spellings([...half, ...others.slice(4)])])
          expect(networkOf(each), each).toBe(network)
      }),
      { numRuns: 100 },
    )
  })

  it('is the address of IPv4 that stands in one of IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [first = 0, second = 0, third = 0, fourth = 0] = address.split('.').map(Number)
        const groups = [first * 256 + second, third * 256 + fourth]
        for (const each of [address, `::ffff:${address}`, `::FFFF:${address}`, `0:0:0:0:0:ffff:${address}`])
          expect(networkOf(each)).toBe(address)
        for (const each of spellings([0, 0, 0, 0, 0, 0xffff, ...groups])) expect(networkOf(each)).toBe(address)
      }),
      { numRuns: 50 },
    )
  })

  it.each([
    ['2600:3c00::f03c:1', '2600:3c00:0:0'],
    ['2600:3c00::1:2:3:4', '2600:3c00:0:0'],
    ['2600:3c00::2', '2600:3c00:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::', '0:0:0:0'],
    ['::1', '0:0:0:0'],
    ['64:ff9b::10.0.0.7', '64:ff9b:0:0'],
    ['10.0.0.7', '10.0.0.7'],
    ['', ''],
    ['unknown', 'unknown'],
  ])('of %j is %j', (address, network) => expect(networkOf(address)).toBe(network))
})
