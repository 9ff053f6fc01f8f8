import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRedact, REDACTOR_NAMES, type Redactor, type RedactorName } from './redact.ts'

interface Labelled {
  text: string
  finds?: { kind: RedactorName; value: string }[]
  lookAlike?: string
}

/** Invented people and shops; the keys have FAKE or NOTREAL inside. */
const labelled = readFileSync(new URL('fixtures/labelled-texts.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Labelled)

function redactWith(...redactors: Redactor[]): (text: string) => string {
  const redact = createRedact(redactors, () => {
    throw new Error('a redactor failed')
  })
  if (redact === undefined) throw new Error('there is nothing to redact')
  return redact
}

const redactAll = redactWith(...REDACTOR_NAMES)

describe('the redactors', () => {
  it.each(REDACTOR_NAMES)('find every labelled %s, and change no text that holds none', (name) => {
    const redact = redactWith(name)
    const having = labelled.filter(({ finds }) => finds?.some(({ kind }) => kind === name))
    const missed = having.filter(({ text, finds }) =>
      finds?.some(({ kind, value }) => kind === name && redact(text).includes(value)),
    )
    // In an address with a password, the password and the host together are in the form of an e-mail address.
    const others = labelled.filter((row) => !having.includes(row) && !/:\/\/[^/]*@/.test(row.text))
    const changed = others.filter(({ text }) => redact(text) !== text)
    expect({ missed, changed }).toEqual({ missed: [], changed: [] })
    expect(having.length).toBeGreaterThan(5)
    expect(others.length).toBeGreaterThan(100)
  })

  it('leave a placeholder and everything around it', () => {
    expect(redactAll(`Ann <ann.o'hara+news@mail.example.org>, 'bo@example.com'.`)).toBe(`Ann <[email]>, '[email]'.`)
    expect(redactAll('ring +1 (415) 555-0109 or 0171 1234567 today')).toBe('ring [phone] or [phone] today')
    expect(redactAll('pay 4242 4242 4242 4242 123 from DE89 3704 0044 0532 0130 00 Best')).toBe(
      'pay [card] 123 from [iban] Best',
    )
    expect(redactAll('postgres://app:n0t-real@db.example.org/x')).toBe('postgres://app:[secret]@db.example.org/x')
    expect(redactAll('Authorization: Bearer abcdef123456, next')).toBe('Authorization: Bearer [secret], next')
    expect(redactAll('{"password":"n0t-real!","user":"ann"}')).toBe('{"password":"[secret]","user":"ann"}')
    expect(redactAll('mailto=ann%40example.org&x=1')).toBe('mailto=[email]&x=1')
  })

  it('take a private key up to its end, with real line breaks and with those of JSON', () => {
    const key = `-----BEGIN RSA PRIVATE KEY-----\n${`${'FAKEkey0'.repeat(8)}\n`.repeat(20)}FAKE==\n-----END RSA PRIVATE KEY-----`
    expect(redactAll(`a\n${key}\nb`)).toBe('a\n[secret]\nb')
    expect(redactAll(`{"key":"${key.replaceAll('\n', '\\n')}"}`)).toBe('{"key":"[secret]"}')
  })

  it('find what stands behind an escaped line break inside JSON', () => {
    expect(redactAll('{"text":"reach me:\\n+49 30 23125254\\nDE89370400440532013000\\n4242424242424242"}')).toBe(
      '{"text":"reach me:\\n[phone]\\n[iban]\\n[card]"}',
    )
  })

  it.each([
    'ordered 2026-11-21 at 10:15:30.123, 2026-11-21T10:15:30.123+01:00, 20261121101530',
    'order 493075425903, A-2077-4431-9920, INV-2026-000123, ticket #4155550109',
    'versions 10.7.4.4, v2.14.1-beta.3+20261121, node@24.21.0, logo@2x.png, @scope/package@1.83.3',
    'costs 1.234.567,45 EUR, $12,345,678.90, +12.345.678,90, 4 111 111 kr',
    '192.168.100.200:8080, 2001:db8:1f2:266f::1ad, 6a:2e:1f:f4:84:54, 52.5222, 13.4013',
    'a2fdf265-4343-4a6a-a40e-a6b10945faa0, 4242424242424241, 1763719200000, 1763719200000000000',
    'ids 8d406425a1c64e4b2ee2567e16d0f2357fea3527, 01JD7Z2V8QK3M5N6P7R8S9T0AB, chatcmpl-AbC123dEf456',
    'ISBN 978-0-306-40615-7, DE00370400440532013000, GB29 NWBK 6016 1331 9268 18, 3.14159 26535 89793',
    'call-center 24/7, pages 100-200, 5-10-15-20, won 21-15-18, rows 1 2 3 4 5 6 7 8 9 10 11 12',
    'set API_KEY=YOUR_API_KEY_HERE, password: please reset it, pwd: /opt/app1, sk-fading-circle-inner-wrapper',
    'eyJust a joke, -----BEGIN CERTIFICATE-----, -----BEGIN PUBLIC KEY-----, the bearer of this letter 2026',
  ])('leave alone what only looks like it: %s', (text) => {
    expect(redactAll(text)).toBe(text)
  })

  it('take linear time of any text: a quarter of a million characters well within a second', () => {
    const pieces = ['a', '@', 'a@', 'a.', '%40', '1', '1 ', '+1', '+4 ', '0171 ', '(415) ', '4242 ', '4242-', 'DE89 ']
    const secrets = [
      'sk-',
      'sk-a',
      'eyJ',
      'eyJaaaaaaaa.',
      'eyJaaaaaaaa-',
      '-----BEGIN ',
      '-----BEGIN PRIVATE KEY-----\n',
    ]
    const labels = [
      'password=',
      'pwd=1(',
      'authorization: ',
      'bearer ',
      '://',
      '://a:',
      '://a:b@',
      'tel ',
      '\\n',
      '👋',
      '\n',
    ]
    const slow = [...pieces, ...secrets, ...labels].flatMap((piece) => {
      const startedMs = performance.now()
      redactAll(`${piece.repeat(Math.ceil((256 * 1024) / piece.length))}!`)
      const tookMs = performance.now() - startedMs
      return tookMs > 1000 ? [{ piece, tookMs }] : []
    })
    expect(slow).toEqual([])
  })
})

describe('a redactor of the app', () => {
  it('gets what ours have left, whatever the order they are named in', () => {
    const redact = redactWith((text) => text.replace('Ann', '[name]').replace('@', ' at '), 'email')
    expect(redact('Ann: ann@example.org, @home')).toBe('[name]: [email],  at home')
  })

  it.each([
    () => {
      throw new Error('broken')
    },
    () => undefined,
    async () => Promise.reject(new Error('broken')),
  ])('that throws or gives no text costs the text, and is counted: %s', (redactor) => {
    let failures = 0
    const redact = createRedact([redactor as unknown as Redactor], () => (failures += 1))
    expect([redact?.('secret'), failures]).toEqual(['[unredactable]', 1])
  })

  it('is not asked for when there is none', () => {
    expect(createRedact([], () => undefined)).toBeUndefined()
  })
})
