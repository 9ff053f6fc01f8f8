// Addresses that only this machine or its network can reach: what is sent there by somebody's wish would reach what they
// cannot.

import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Of the registries of special-purpose addresses (RFC 6890 and after it), all that are not global. */
const PRIVATE_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]
/** Those that carry an IPv4 address inside are refused whole: who needs a webhook through them can allow private ones. */
const PRIVATE_V6 = [
  '::/96',
  '::ffff:0:0/96',
  '::ffff:0:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/63',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]

/** Two lists: one alone would find an IPv4 address among those that carry one. */
const private4 = listOf(PRIVATE_V4, 'ipv4')
const private6 = listOf(PRIVATE_V6, 'ipv6')

/** What is no address is private: nothing is known of where it leads. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  if (isIPv4(mapped)) return private4.check(mapped, 'ipv4')
  return !isIPv6(mapped) || private6.check(mapped, 'ipv6')
}

function listOf(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [network = '', bits] = range.split('/')
    list.addSubnet(network, Number(bits), family)
  }
  return list
}
