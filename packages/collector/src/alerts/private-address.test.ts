import { expect, it } from 'vitest'
import { isPrivateAddress } from './private-address.ts'

it.each([
  '127.0.0.1',
  '127.255.0.3',
  '10.1.2.3',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.100.100.200',
  '0.0.0.0',
  '255.255.255.255',
  '::1',
  '::',
  '::ffff:10.0.0.1',
  '::ffff:a00:1',
  'fe80::1',
  'fd00:ec2::254',
  '64:ff9b::a00:1',
  '2002:a00:1::',
  'localhost',
  '',
])('%s is reached from here alone', (address) => {
  expect(isPrivateAddress(address)).toBe(true)
})

it.each(['1.1.1.1', '172.32.0.1', '100.128.0.1', '193.99.144.80', '2606:4700::1111', '::ffff:8.8.8.8'])(
  '%s is reached by everybody',
  (address) => {
    expect(isPrivateAddress(address)).toBe(false)
  },
)
