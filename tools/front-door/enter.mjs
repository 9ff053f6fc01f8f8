// Which verb of the front door was asked for, and how it ends: with an exit status, and with one sentence if it refuses.
import { bench } from './bench.mjs'
import { Refusal } from './refusal.mjs'
import { start } from './start.mjs'
import { test } from './test.mjs'
import { trimtab } from './trimtab.mjs'

/** @type {{ [verb: string]: ((extraArguments: string[]) => Promise<number>) | undefined }} */
const verbs = { start, test, trimtab, bench }

/** @param {string[]} commandLine */
export async function enter([verb = '', ...extraArguments]) {
  const open = verbs[verb]
  if (!open) {
    process.stderr.write(`The front door knows ${Object.keys(verbs).join(', ')}, and not "${verb}".\n`)
    process.exitCode = 2
    return
  }
  try {
    process.exitCode = await open(extraArguments)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = error.exitCode
  }
}
