// Forgets a person: rows, what was said, names, sums and every text that nobody else's rows refer to. Deleted bytes are
// overwritten on every connection of ours, so when it is over nothing of it can be read from the file. The name goes last:
// as long as it is there, what broke off anywhere before is found and done again.

import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import type { Clock } from '../../../clock.ts'
import type { RowsFolding } from '../../rows-folding.ts'
import type { ForgottenRows } from '../../rows-upkeep.ts'
import { prepareNoteChanged } from '../aggregates/note-changed.ts'
import { prepareBeginEra } from '../content/eras.ts'
import { prepareFindName } from '../dictionary.ts'
import type { StoreRules } from '../rules.ts'
import { allRuns } from '../runs.ts'
import { createForgetSaid } from './forget-said.ts'
import { prepareForgetWords } from './forget-words.ts'
import { prepareRemove } from './remove.ts'
import { prepareRemovePersonName, prepareRemoveSessionNames } from './remove-names.ts'
import { withRest } from './rest.ts'
import type { Sweeper } from './sweep.ts'

/** Of one transaction. */
const ROWS_AT_ONCE = 20
const FOLD_LIMIT = 2000
/** For readers to be done with what they read in the log. */
const LOG_TRIES = 100
const LOG_WAIT_MS = 50

interface ForgetOptions {
  client: Database.Database
  rules: StoreRules
  clock: Clock
  sweeper: Sweeper
  folding: Pick<RowsFolding, 'takeUnfolded' | 'fold'>
}

export type Forget = (user: string, onProgress?: (done: number, total: number) => void) => Promise<ForgottenRows | null>

export function createForget({ client, rules, clock, sweeper, folding }: ForgetOptions): Forget {
  const findPerson = prepareFindName(client, 'person')
  const beginEra = prepareBeginEra(client)
  const begin = client.transaction(() => beginEra(clock()))
  const rowsOf = prepareRowsOf(client)
  const forgetSaid = createForgetSaid(client, rules)
  const removeSessionNames = prepareRemoveSessionNames(client, clock)
  const removePersonName = prepareRemovePersonName(client, clock)
  const selectLittered = client.prepare<[], number>('SELECT id FROM era WHERE is_littered <> 0 ORDER BY id').pluck()
  const forgetWords = prepareForgetWords(client)

  async function takeBack(): Promise<void> {
    for (;;) {
      const { mark, changes, isAll } = await folding.takeUnfolded(FOLD_LIMIT)
      const isFolded = await folding.fold(mark, rules.foldOf(changes))
      if (isAll && isFolded) return
    }
  }

  return async (user, onProgress = () => undefined) => {
    const person = findPerson(user)
    const said = forgetSaid.find(user)
    if (person === null && said.length === 0) return null
    // What comes from now on is not forgotten; and nothing that does refers to what was there.
    const era = begin.immediate()
    const forgotten: ForgottenRows = { predictions: [], feedback: 0, contents: 0 }
    const rows = person === null ? null : rowsOf(person, era.firstPrediction)
    const total = said.length + (rows?.count() ?? 0)
    for (;;) {
      const removed = rows === null ? null : await withRest(rows.removeNext)
      if (removed === null) break
      forgotten.predictions.push(...removed.predictions)
      forgotten.feedback += removed.feedback
      onProgress(forgotten.predictions.length, total)
    }
    for (const sequence of said) forgotten.feedback += await withRest(() => forgetSaid.remove(sequence))
    await takeBack()
    // Most of what this takes is reading and packing, outside of any transaction.
    for (const dropped of sweeper.eras(selectLittered.all())) {
      forgotten.contents += dropped
      await nextTurn()
    }
    await finish(removeSessionNames())
    await finish(forgetWords())
    await emptyLog(client)
    if (person !== null) {
      await withRest(() => removePersonName(person))
      await emptyLog(client)
    }
    onProgress(total, total)
    return forgotten
  }
}

async function finish(steps: Generator<void>): Promise<void> {
  for (;;) {
    const step = await withRest(() => steps.next())
    if (step.done === true) return
  }
}

/** The predictions of a person that were there before a row. */
function prepareRowsOf(client: Database.Database) {
  const OF_PERSON = `${allRuns('prediction')} WHERE person = @person AND prediction.id < @before`
  type Where = { person: number; before: number }
  const selectCount = client.prepare<Where, number>(`SELECT count(*) FROM ${OF_PERSON}`).pluck()
  const select = client.prepare<Where, number>(`SELECT prediction.id FROM ${OF_PERSON} LIMIT ${ROWS_AT_ONCE}`).pluck()
  const remove = prepareRemove(client)
  const noteChanged = prepareNoteChanged(client)
  const removeAll = client.transaction((rowIds: readonly number[]) =>
    remove(rowIds, { beforeRemoval: noteChanged, isWholeTrace: true }),
  )
  return (person: number, before: number) => ({
    count: () => selectCount.get({ person, before }) ?? 0,
    /** Null where there is none left. */
    removeNext: () => {
      const rowIds = select.all({ person, before })
      return rowIds.length === 0 ? null : removeAll.immediate(rowIds)
    },
  })
}

/** What was overwritten is in the log until then. */
async function emptyLog(client: Database.Database): Promise<void> {
  const timeoutMs = Number(client.pragma('busy_timeout', { simple: true }))
  client.pragma('busy_timeout = 0')
  try {
    for (let tries = 0; tries < LOG_TRIES; tries += 1) {
      const [result] = client.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
      if (result?.busy !== 1) return
      await wait(LOG_WAIT_MS)
    }
  } finally {
    client.pragma(`busy_timeout = ${timeoutMs}`)
  }
}
