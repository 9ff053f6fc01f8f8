// What was counted of what is said of single predictions, so that it can be taken back. It is all of the watching that
// names a prediction, and so the part that goes when somebody is forgotten. Sums stay. Names of categories stay, too: they
// are values of a feature of many people. A feature that is a name or a number of a customer would fill its places with
// such values; that they are not kept is for whoever counts to see to, and nothing is done to them here.

import type Database from 'better-sqlite3'
import type { SaidCounted, WatchStore } from '../../state-watch.ts'
import type { Connection } from '../connection.ts'
import { withRest } from '../upkeep/rest.ts'
import { prepareMoveTo, prepareReadProgress } from './progress.ts'
import { prepareNumberOf } from './watched-tasks.ts'

/** Of one transaction: a few milliseconds. */
const SAID_AT_ONCE = 200

interface SaidRow {
  prediction: string
  startedMs: number
  segment: number
  said: string
  outcome: 'good' | 'bad' | null
}

/** Within a transaction, in the place of what was counted before. */
export function prepareWriteSaid(client: Database.Database): (task: number, said: SaidCounted) => void {
  const write = client.prepare<[SaidRow & { task: number }]>(
    `INSERT INTO watch_said (prediction, task, started_ms, segment, said, outcome)
     VALUES (@prediction, @task, @startedMs, @segment, @said, @outcome)
     ON CONFLICT DO UPDATE SET started_ms = excluded.started_ms, segment = excluded.segment, said = excluded.said,
       outcome = excluded.outcome`,
  )
  return (task, { values, ...said }) => void write.run({ ...said, task, said: JSON.stringify(values) })
}

export function saidTable({ $client: client }: Connection): Pick<WatchStore, 'saidCounted' | 'forgetSaid'> {
  const numberOf = prepareNumberOf(client)
  const readProgress = prepareReadProgress(client)
  const moveTo = prepareMoveTo(client)
  const select = client.prepare<[predictions: string, task: number], SaidRow>(
    `SELECT prediction, started_ms AS startedMs, segment, said, outcome
     FROM json_each(?) AS asked CROSS JOIN watch_said ON prediction = asked.value AND task = ?`,
  )
  const remove = client.prepare<[string]>('DELETE FROM watch_said WHERE prediction IN (SELECT value FROM json_each(?))')
  const forget = client.transaction((predictions: readonly string[]) => {
    remove.run(JSON.stringify(predictions))
    // Whoever read these predictions before is not to store what came of them.
    moveTo(readProgress().mark)
  })
  return {
    saidCounted: async (task, predictions) => {
      const number = numberOf(task)
      const rows = number === null ? [] : select.all(JSON.stringify(predictions), number)
      return new Map(rows.map((row) => [row.prediction, readSaid(row)]))
    },

    forgetSaid: async (predictions) => {
      // What was there is overwritten on the disk, and not only let go.
      client.pragma('secure_delete = ON')
      for (let from = 0; from < predictions.length; from += SAID_AT_ONCE) {
        const some = predictions.slice(from, from + SAID_AT_ONCE)
        await withRest(() => forget.immediate(some))
      }
    },
  }
}

function readSaid({ said, ...row }: SaidRow): SaidCounted {
  return { ...row, values: JSON.parse(said) as SaidCounted['values'] }
}
