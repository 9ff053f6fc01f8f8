import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeKeyText } from '../../store/key-text.ts'
import { type Credentials, readCredentials } from './credentials.ts'

const KEY = makeKeyText().text
const OTHER = makeKeyText().text

function shown(said: Partial<Credentials>) {
  return readCredentials({
    authorization: undefined,
    apiKeys: [],
    session: undefined,
    origin: undefined,
    address: '127.0.0.1',
    ...said,
  })
}

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`

describe('a key', () => {
  it.each([
    ['as a bearer', { authorization: `Bearer ${KEY}` }],
    ['as a bearer in any case, with spaces', { authorization: `  bEARER   ${KEY}  ` }],
    ['bare, as Logfire sends it', { authorization: KEY }],
    ['as the secret of a pair, as Langfuse sends it', { authorization: basic(`pk-lf-1:${KEY}`) }],
    ['as the public half of a pair', { authorization: basic(`${KEY}:sk-lf-1`) }],
    ['as both halves of a pair', { authorization: basic(`${KEY}:${KEY}`) }],
    ['as the user of a pair without a password', { authorization: basic(KEY) }],
    ['in a header of its own', { apiKeys: [KEY, undefined] }],
    ['in the header of Phoenix', { apiKeys: [undefined, KEY] }],
    ['URL-encoded, as OTEL_EXPORTER_OTLP_HEADERS has it', { authorization: `Bearer%20${KEY}` }],
    ['URL-encoded as a pair', { authorization: encodeURIComponent(basic(`pk-lf-1:${KEY}`)) }],
    ['twice the same', { authorization: `Bearer ${KEY}`, apiKeys: [KEY, KEY] }],
    ['beside a session, which it goes before', { authorization: KEY, session: 'abc' }],
    ['beside an empty header', { authorization: 'Bearer ', apiKeys: [KEY] }],
  ])('is read %s', (_, said) => {
    expect(shown(said)).toEqual({ kind: 'key', text: KEY })
  })
})

describe('what is no one key', () => {
  it.each([
    ['two authorization headers, joined on the way', { authorization: `Bearer ${KEY}, Bearer ${OTHER}` }],
    ['two authorization headers with the same key', { authorization: `Bearer ${KEY}, Bearer ${KEY}` }],
    ['two different keys in two headers', { authorization: `Bearer ${KEY}`, apiKeys: [OTHER] }],
    ['a key and something else', { authorization: `Bearer ${KEY}`, apiKeys: ['other'] }],
    ['two keys in one pair', { authorization: basic(`${KEY}:${OTHER}`) }],
    ['a pair of somebody else', { authorization: basic('pk-lf-1:sk-lf-1') }],
    ['a feedback token', { authorization: 'Bearer v1.e30.mac' }],
    ['a scheme nobody has', { authorization: `Digest ${KEY}` }],
    ['a pair that is no base64', { authorization: 'Basic !!!' }],
    ['a percent sign that encodes nothing', { authorization: 'Bearer %' }],
    ['encoded twice', { authorization: encodeURIComponent(encodeURIComponent(`Bearer ${KEY}`)) }],
    ['a header without end', { authorization: `Bearer ${'x'.repeat(1_000_000)}` }],
    ['a key behind a header without end', { authorization: `Bearer ${' '.repeat(2000)}${KEY}` }],
  ])('is taken for none: %s', (_, said) => {
    expect(shown(said)).toEqual({ kind: 'unreadable' })
  })

  it('leaves the session of a page that stands behind a password of somebody else', () => {
    expect(shown({ authorization: basic('ops:password'), session: 'abc' })).toEqual({ kind: 'session', id: 'abc' })
  })

  it('never lets a session stand in for two keys that contradict each other', () => {
    expect(shown({ authorization: KEY, apiKeys: [OTHER], session: 'abc' })).toEqual({ kind: 'unreadable' })
  })

  it.each([
    {},
    { authorization: '' },
    { authorization: 'Bearer ' },
    { authorization: 'bearer' },
    { apiKeys: ['', ' '] },
  ])('is nothing where %j says nothing', (said) => {
    expect(shown(said)).toEqual({ kind: 'nothing' })
  })

  it('is read without fail, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.option(fc.string({ unit: 'binary' }), { nil: undefined }),
        fc.array(fc.string()),
        (authorization, apiKeys) => {
          expect(['nothing', 'unreadable']).toContain(shown({ authorization, apiKeys }).kind)
        },
      ),
    )
  })
})
