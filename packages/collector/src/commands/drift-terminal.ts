// What the terminal behind standard output can show, as it says itself.

import type { Terminal } from '../reporting/text/terminal.ts'

const COLUMNS_MIN = 40
const COLUMNS_MAX = 180
/** Of a file or a log, which says nothing of its width. */
const COLUMNS_ELSEWHERE = 120

interface Output {
  isTTY?: boolean | undefined
  columns?: number | undefined
}

export function terminalOf(
  { isTTY = false, columns }: Output,
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Terminal {
  const { NO_COLOR: noColour = '', TERM: kind = '' } = environment
  return {
    columns: Math.min(Math.max(columns ?? COLUMNS_ELSEWHERE, COLUMNS_MIN), COLUMNS_MAX),
    isUnicode: platform === 'win32' || isUnicode(environment),
    hasColour: isTTY && noColour === '' && kind !== 'dumb',
  }
}

/** The first that is said holds, as for any program. */
function isUnicode({ LC_ALL: all = '', LC_CTYPE: letters = '', LANG: language = '' }: NodeJS.ProcessEnv): boolean {
  const said = [all, letters, language].find((text) => text !== '') ?? ''
  return /utf-?8/i.test(said)
}
