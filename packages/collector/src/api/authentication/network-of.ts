// Who an address belongs to, as far as limits ask: one subscriber of IPv6 has a whole /64 of addresses, however each is
// written, and an IPv4 address within IPv6 (RFC 4291, 2.5.5.2) is that IPv4 address.

import { isIPv6 } from 'node:net'

const GROUPS = 8
const GROUPS_OF_NETWORK = 4

/** What is no address of IPv6 is left as it is. */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%')
  if (!isIPv6(bare)) return address
  const groups = groupsOf(bare)
  const isMapped = groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0)
  if (isMapped) return groups.slice(6).flatMap(bytesOf).join('.')
  return groups
    .slice(0, GROUPS_OF_NETWORK)
    .map((group) => group.toString(16))
    .join(':')
}

/** All eight, with those that `::` stands for. */
function groupsOf(address: string): number[] {
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').flatMap(readGroup))
  return [...head, ...Array.from({ length: GROUPS - head.length - tail.length }, () => 0), ...tail]
}

function readGroup(text: string): number[] {
  if (text === '') return []
  if (!text.includes('.')) return [Number.parseInt(text, 16)]
  const [first = 0, second = 0, third = 0, fourth = 0] = text.split('.').map(Number)
  return [first * 256 + second, third * 256 + fourth]
}

function bytesOf(group: number): number[] {
  return [Math.floor(group / 256), group % 256]
}
