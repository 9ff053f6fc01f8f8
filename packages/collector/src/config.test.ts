import { sep } from 'node:path'
import { OPEN_SIGNING_KEY } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { isLoopback, readConfig } from './config.ts'

const plain = { host: '127.0.0.1', port: 4318, data: 'trimtab-data', signingKey: undefined }

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
  ])('may not be %j, which others could reach', (host) => {
    expect(() => readConfig({ ...plain, host })).toThrow(
      `Trimtab listens on this machine only, because it has no keys yet to tell who may read: use 127.0.0.1 instead of ${host}.`,
    )
  })

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
    expect(readConfig(plain).signingKey).toBe(OPEN_SIGNING_KEY)
    expect(readConfig({ ...plain, signingKey: '' }).signingKey).toBe(OPEN_SIGNING_KEY)
    expect(readConfig({ ...plain, signingKey: 'secret' }).signingKey).toBe('secret')
  })
})
