import { describe, expect, it } from 'vitest'
import { TrimtabError } from './errors.ts'
import { readSettings, type TrimtabOptions } from './options.ts'

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
    })
    expect(readSettings({}, {}).url).toBe('http://127.0.0.1:4318')
  })

  it.each([
    [{ url: 'nowhere' }, {}, 'url'],
    [{ url: 'ftp://collector' }, {}, 'url'],
    [{ url: 'https://ann:secret@collector' }, {}, 'url'],
    [{ key: 'two words' }, {}, 'key'],
    [{ servce: 'support-bot' }, {}, 'servce'],
    [{}, { TRIMTAB_URL: '4318' }, 'TRIMTAB_URL'],
  ])('that make no sense are named in one sentence: %j %j', (options, variables, option) => {
    const error = catchError(() => readSettings(options as TrimtabOptions, variables))
    expect(TrimtabError.isInstance(error) && error).toMatchObject({ code: 'options.invalid', option })
    expect((error as Error).message).toMatch(/^The option \S+ must .*\.$/)
    expect((error as Error).message).not.toContain('secret')
  })
})

function catchError(action: () => unknown): unknown {
  try {
    return action()
  } catch (error) {
    return error
  }
}
