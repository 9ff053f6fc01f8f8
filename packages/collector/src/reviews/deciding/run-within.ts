// Runs something that may take for ever, such as a regular expression that somebody wrote, and ends it when its time is
// over. The watchdog of `node:vm` stops the engine itself, also in the middle of matching; nothing is run in a sandbox.

import { runInNewContext } from 'node:vm'

export const TOO_LONG = Symbol('too long')

export function runWithin<Value>(timeMs: number, work: () => Value): Value | typeof TOO_LONG {
  try {
    return runInNewContext('work()', { work }, { timeout: timeMs }) as Value
  } catch (error) {
    // It is no Error of ours: each context has its own.
    if ((error as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return TOO_LONG
    throw error
  }
}
