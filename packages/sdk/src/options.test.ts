import { describe, expect, it } from 'vitest'
import { TrimtabError } from './errors.ts'
import { type CaptureFunction, readSettings, type TrimtabOptions } from './options.ts'
import type { Redactor } from './privacy/redact.ts'

describe('the options', () => {
  it('win over the environment, which wins over the defaults', () => {
    const variables = {
      TRIMTAB_URL: 'https://collector.example/base/',
      TRIMTAB_SERVICE: 'from-variable',
      TRIMTAB_KEY: '',
    }
    expect(readSettings({ service: 'from-option' }, variables)).toEqual({
      url: 'https://collector.example/base',
      key: undefined,
      signingKey: 'open-collector-on-loopback',
      service: 'from-option',
      environment: undefined,
      release: undefined,
      spans: 'own',
      capture: 'all',
      redact: [],
      sample: 1,
      spool: { directory: undefined, predictions: false, bytesMax: 64 * 1024 * 1024 },
      onDrop: undefined,
      waitUntil: undefined,
    })
    expect(readSettings({}, {}).url).toBe('http://127.0.0.1:4318')
  })

  it('on privacy are taken as they are given, and nobody can change them later', () => {
    const capture = (content: object) => content
    const redact: Redactor[] = ['email', (text) => text]
    const settings = readSettings({ capture: capture as CaptureFunction, redact, sample: 0 }, {})
    redact.pop()
    expect(settings).toMatchObject({ capture, redact: ['email', expect.any(Function)], sample: 0 })
    expect(readSettings({ capture: 'metadata' }, {}).capture).toBe('metadata')
  })

  it.each([
    [{ url: 'nowhere' }, {}, 'url'],
    [{ url: 'ftp://collector' }, {}, 'url'],
    [{ url: 'https://ann:secret@collector' }, {}, 'url'],
    [{ key: 'two words' }, {}, 'key'],
    [{ servce: 'support-bot' }, {}, 'servce'],
    [{ capture: 'none' }, {}, 'capture'],
    [{ redact: 'email' }, {}, 'redact'],
    [{ redact: ['email', 'secrets'] }, {}, 'redact'],
    [{ sample: 10 }, {}, 'sample'],
    [{ sample: NaN }, {}, 'sample'],
    [{ sample: '0.5' }, {}, 'sample'],
    [{}, { TRIMTAB_URL: '4318' }, 'TRIMTAB_URL'],
  ])('that make no sense are named in one sentence: %j %j', (options, variables, option) => {
    const error = catchError(() => readSettings(options as TrimtabOptions, variables))
    expect(TrimtabError.isInstance(error) && error).toMatchObject({ code: 'options.invalid', option })
    expect((error as Error).message).toMatch(/^(The option \S+ must|There is no option \S+ of) .*\.$/)
    expect((error as Error).message).not.toContain('ann:secret')
  })
})

function catchError(action: () => unknown): unknown {
  try {
    return action()
  } catch (error) {
    return error
  }
}
