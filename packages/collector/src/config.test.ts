import { sep } from 'node:path'
import { OPEN_SIGNING_KEY } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { isLoopback, readConfig } from './config.ts'

const plain = {
  host: '127.0.0.1',
  port: 4318,
  grpcPort: 4317,
  data: 'trimtab-data',
  signingKey: undefined,
  oldSigningKeys: undefined,
  forwardUrl: undefined,
  forwardHeaders: undefined,
  origins: [],
  alertsToPrivate: 'no',
  logLevel: 'warn',
  logFormat: undefined,
} as const

describe('the host', () => {
  it.each(['127.0.0.1', '127.8.9.10', 'localhost', 'LOCALHOST', '::1', '[::1]'])(
    'may be %s, which can only mean this machine',
    (host) => {
      expect(isLoopback(host)).toBe(true)
    },
  )

  it.each([
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '192.168.1.2',
    'example.com',
    '127.0.0.1.example.com',
    'localhost.example.com',
    '127.example.com',
    '2130706433',
    '',
  ])('is one that others could reach where it is %j', (host) => {
    expect(isLoopback(host)).toBe(false)
  })

  it.each([
    '',
    ' ',
    'http://127.0.0.1',
    '127.0.0.1:4318',
    'a b',
    '-a',
    '2130706433',
    '127.0.0.1/8',
    '::1%',
    'ho_st',
    '*',
  ])('is refused in a sentence where it is %j, which is no address', (host) => {
    expect(() => readConfig({ ...plain, host })).toThrow('The host is an address such as 127.0.0.1 or 0.0.0.0')
  })

  it.each(['0.0.0.0', '::', '10.0.0.1', 'collector', 'collector.internal.example'])(
    'may be %s, for what keeps others out there are keys',
    (host) => {
      expect(readConfig({ ...plain, host }).host).toBe(host)
    },
  )

  it('stands without the brackets that only a URL needs', () => {
    expect(readConfig({ ...plain, host: '[::1]' }).host).toBe('::1')
  })
})

describe('the settings', () => {
  it('name the data folder wherever the command is started', () => {
    const { data } = readConfig(plain)
    expect(data.startsWith(sep) && data.endsWith(`${sep}trimtab-data`)).toBe(true)
  })

  it('have the open signing key where none is set, which an empty variable is', () => {
    expect(readConfig(plain).signingKeys).toEqual([OPEN_SIGNING_KEY])
    expect(readConfig({ ...plain, signingKey: '' }).signingKeys).toEqual([OPEN_SIGNING_KEY])
    expect(readConfig({ ...plain, signingKey: 'secret' }).signingKeys).toEqual(['secret'])
  })

  it('have the signing keys of before behind the one that signs, each once', () => {
    const keysOf = (oldSigningKeys: string) => readConfig({ ...plain, signingKey: 'new', oldSigningKeys }).signingKeys
    expect(keysOf('')).toEqual(['new'])
    expect(keysOf(' older, oldest ,older,,new')).toEqual(['new', 'older', 'oldest'])
    expect(keysOf('1,2,3,4')).toHaveLength(5)
    expect(() => keysOf('1,2,3,4,5')).toThrow('TRIMTAB_SIGNING_KEYS_OLD may hold 4 keys, and holds 5')
  })
})
