import { describe, expect, it } from 'vitest'
import { terminalOf } from './drift-terminal.ts'

const UTF8 = { LANG: 'en_GB.UTF-8' }

describe('a terminal', () => {
  it('has colours only where somebody looks, and nobody has said that they do not want them', () => {
    const isColoured = (isTTY: boolean, environment: NodeJS.ProcessEnv) =>
      terminalOf({ isTTY, columns: 80 }, environment, 'linux').hasColour
    expect(isColoured(true, UTF8)).toBe(true)
    expect(isColoured(false, UTF8)).toBe(false)
    expect(isColoured(true, { NO_COLOR: '1' })).toBe(false)
    expect(isColoured(true, { TERM: 'dumb' })).toBe(false)
  })

  it('has other letters than ASCII where its language says so', () => {
    const isUnicode = (environment: NodeJS.ProcessEnv) => terminalOf({}, environment, 'linux').isUnicode
    expect([isUnicode(UTF8), isUnicode({ LC_ALL: 'C', ...UTF8 }), isUnicode({})]).toEqual([true, false, false])
    expect(terminalOf({}, {}, 'win32').isUnicode).toBe(true)
  })

  it('is no narrower than can be read, and of its own width elsewhere', () => {
    expect(terminalOf({ columns: 7 }, {}, 'linux').columns).toBe(40)
    expect(terminalOf({ columns: 1_000 }, {}, 'linux').columns).toBe(180)
    expect(terminalOf({}, {}, 'linux').columns).toBe(120)
  })
})
