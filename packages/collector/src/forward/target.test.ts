import { describe, expect, it } from 'vitest'
import { Refusal } from '../refusal.ts'
import { readForwardTarget } from './target.ts'

describe('where to forward', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['http://other:4318', 'http://other:4318'],
    ['https://other.example/otel/', 'https://other.example/otel'],
  ])('%j is %j', (url, expected) => expect(readForwardTarget(url, undefined)?.url ?? null).toBe(expected))

  it('has its headers as exporters have them', () => {
    expect(readForwardTarget('http://other', 'Authorization=Bearer%20a%3Db, x-tenant = one,')?.headers).toEqual({
      authorization: 'Bearer a=b',
      'x-tenant': 'one',
    })
  })

  it.each([
    ['other:4318', ''],
    ['ftp://other', ''],
    ['http://other/v1/traces', ''],
    ['http://me:secret@other', ''],
    ['http://other', 'secret'],
    ['http://other', 'na me=secret'],
    ['http://other', 'name=%secret'],
    ['http://other', '=secret'],
  ])('%j with %j is refused in a sentence that gives no secret away', (url, headers) => {
    expect(() => readForwardTarget(url, headers)).toThrow(
      expect.toSatisfy((error) => Refusal.is(error) && error.isWrongUsage && !error.message.includes('secret')),
    )
  })
})
