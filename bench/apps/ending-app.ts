// An app that predicts, hears from its users, and then ends in one of the ways in which apps end.
import { writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { markOf } from './conversation.ts'
import { openTrimtab, type Spooling } from './open-trimtab.ts'
import { readOptions } from './options.ts'

export type Ending =
  | 'is killed'
  | 'simply ends'
  | 'calls process.exit'
  | 'throws'
  | 'gets SIGTERM'
  | 'flushes, then calls process.exit'
  | 'comes back'

export interface EndingOptions extends Spooling {
  ending: Ending
  /** So that marks of different runs differ. */
  firstNumber: number
  count: number
}

const options = readOptions() as EndingOptions
const trimtab = openTrimtab(options)
const predict = trimtab.monitor('bench', (question: string) => question.length)

async function work(number: number): Promise<void> {
  const { prediction } = await predict.detailed(markOf('call', number))
  trimtab.feedback(prediction.id).thumbs('up', { comment: markOf('note', number) })
  // Written at once: what was said up to here was handed over before the end came.
  writeSync(1, `${number}\n`)
}

const lastNumber = options.firstNumber + options.count
for (let number = options.firstNumber; number < lastNumber; number += 1) {
  await work(number)
  // Whoever is killed or told to stop is at it until then.
  if (options.ending === 'is killed' || options.ending === 'gets SIGTERM') await sleep(2)
}
switch (options.ending) {
  case 'calls process.exit':
    process.exit(0)
    break
  case 'throws':
    throw new Error('nobody catches this')
  case 'flushes, then calls process.exit':
    await trimtab.flush()
    process.exit(0)
    break
  case 'comes back':
    // What an earlier process has left is sent by whoever comes next.
    await sleep(1500)
    await trimtab.close({ timeoutMs: 30_000 })
    break
  case 'is killed':
  case 'gets SIGTERM':
  case 'simply ends':
    break
}
