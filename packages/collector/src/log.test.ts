import { describe, expect, it } from 'vitest'
import { createLog, REPEATED_KINDS_MAX, type LogFormat, type LogLevel, REPEAT_MS } from './log.ts'

const SECRET = 'the signing key of this test'
const KEY = `tt_0123456789_${'k'.repeat(43)}`

function openLog({ level = 'info', format = 'json' }: { level?: LogLevel; format?: LogFormat } = {}) {
  const lines: string[] = []
  const time = { nowMs: Date.parse('2026-11-21T10:00:00Z') }
  const clock = () => time.nowMs
  const log = createLog({ level, format, clock, secrets: [SECRET, ''], write: (line) => lines.push(line) })
  return { log, lines, time, read: () => lines.map((line) => JSON.parse(line) as { [name: string]: unknown }) }
}

describe('a line of the log', () => {
  it('is one line of JSON with its time, what happened and short facts', () => {
    const { log, lines, read } = openLog()
    log.info('started', { url: 'http://127.0.0.1:4318', data: 'line\nbreak' })
    expect(lines).toHaveLength(1)
    expect(lines[0]?.match(/\n/g)).toHaveLength(1)
    expect(read()).toEqual([
      {
        level: 30,
        time: '2026-11-21T10:00:00.000Z',
        event: 'started',
        url: 'http://127.0.0.1:4318',
        data: 'line\nbreak',
      },
    ])
  })

  it('is a sentence where a person reads along', () => {
    const { log, lines } = openLog({ format: 'text' })
    log.warn('refused', { reason: 'key.invalid', count: 2 })
    log.defect(new Error('disk full', { cause: new TypeError('no room') }))
    expect(lines[0]).toBe('trimtab 2026-11-21T10:00:00.000Z warning: refused, reason key.invalid, count 2\n')
    expect(lines[1]).toMatch(/^trimtab \S+ error: defect, Error disk full, TypeError no room\n {4}at .*log\.test\.ts/)
  })

  it('is written only from its level on', () => {
    const { log, read } = openLog({ level: 'error' })
    log.info('started')
    log.warn('refused')
    log.defect(new Error('disk full'))
    expect(read()).toMatchObject([{ event: 'defect' }])
    const silent = openLog({ level: 'silent' })
    silent.log.defect(new Error('disk full'))
    expect(silent.lines).toEqual([])
  })
})

describe('a secret in an error', () => {
  const thrown: [string, () => unknown][] = [
    ['quoted by a parser', () => parseError(`{"text": oh my secret}`)],
    ['listed by a database', () => new Error('Failed query: insert into feedback\nparams: my secret')],
    ['that is a key', () => new Error(`no room for ${KEY}`)],
    ['that is a header', () => new Error(`sent Bearer ${KEY.slice(3)} there`)],
    ['that is a feedback token', () => new Error('bad v1.bXkgc2VjcmV0.bXkgc2VjcmV0 here')],
    ['that is the signing key', () => new Error(`signed with ${SECRET}`)],
    ['of its cause', () => new Error('outer', { cause: new Error(`inner "my secret"`) })],
    ['that looks like a stack', () => new Error('no\n    at my secret (file.ts:1:1)')],
    [
      'in its fields',
      () => Object.assign(new Error('no'), { body: 'my secret', params: ['my secret'], content: 'my secret' }),
    ],
    ['in its code', () => Object.assign(new Error('no'), { code: 'my secret' })],
    ['that is no error at all', () => 'my secret'],
    ['with quotes in quotes', () => new Error(`value "he said "hi", my secret" is wrong`)],
  ]

  it.each(thrown)('%s does not reach the log', (_, make) => {
    for (const format of ['json', 'text'] as const) {
      const { log, lines } = openLog({ format })
      log.defect(make())
      expect(lines).toHaveLength(1)
      for (const secret of ['my secret', 'oh my', 'bXkgc2VjcmV0', KEY.slice(14), SECRET])
        expect(lines.join('')).not.toContain(secret)
    }
  })

  it('under a name that gives it away is struck out, whoever put it there', () => {
    const { log, lines } = openLog()
    log.info('started', { key: 'my secret', headers: 'my secret' } as object)
    expect(lines.join('')).not.toContain('my secret')
  })

  it('leaves what helps: the kind, the code, the file and where it happened', () => {
    const { log, read } = openLog()
    const error = Object.assign(new Error("EACCES: permission denied, open 'x'"), {
      code: 'EACCES',
      syscall: 'open',
      path: 'data/trimtab.db',
    })
    log.defect(error)
    expect(read()).toMatchObject([
      {
        error: {
          name: 'Error',
          code: 'EACCES',
          path: 'data/trimtab.db',
          detail: 'EACCES: permission denied, open "…"',
        },
      },
    ])
    expect(JSON.stringify(read()[0])).toContain('log.test.ts')
  })
})

describe('a defect that happens again', () => {
  const fail = (detail = 'disk full') => new Error(detail)

  it('is told at once, then counted, and the count is told after a minute', () => {
    const { log, time, read } = openLog()
    for (let index = 0; index < 1000; index++) log.defect(fail())
    expect(read()).toMatchObject([{ event: 'defect' }])
    time.nowMs += REPEAT_MS
    log.defect(fail())
    expect(read().slice(1)).toMatchObject([{ event: 'defect-again', count: 999 }, { event: 'defect' }])
  })

  it('is another one where it says something else', () => {
    const { log, read } = openLog()
    log.defect(fail())
    log.defect(fail('disk gone'))
    expect(read()).toMatchObject([{ error: { detail: 'disk full' } }, { error: { detail: 'disk gone' } }])
  })

  it('is counted to the end, and its count is told when the log is closed', () => {
    const { log, read } = openLog()
    log.defect(fail())
    log.defect(fail())
    log.close()
    expect(read()).toMatchObject([{ event: 'defect' }, { event: 'defect-again', count: 1 }])
  })

  it('is told apart from so many others and no more', () => {
    const { log, lines } = openLog()
    for (let index = 0; index < REPEATED_KINDS_MAX * 3; index++) log.defect(fail(`disk ${index}`))
    log.defect(fail('disk 0'))
    expect(lines).toHaveLength(REPEATED_KINDS_MAX * 3 + 1)
  })
})

describe('a refusal', () => {
  it('is told once a minute with its count, however many there are', () => {
    const { log, time, read } = openLog()
    for (let index = 0; index < 500; index++) log.refusal({ code: 'key.invalid', address: `10.0.0.${index}` })
    time.nowMs += REPEAT_MS
    log.refusal({ code: 'key.invalid', address: '10.0.0.1' })
    expect(read()).toEqual([
      expect.objectContaining({ level: 40, event: 'refused', code: 'key.invalid', address: '10.0.0.0' }),
      expect.objectContaining({ event: 'refused-again', count: 499 }),
      expect.objectContaining({ event: 'refused', address: '10.0.0.1' }),
    ])
  })
})

function parseError(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error
  }
}
