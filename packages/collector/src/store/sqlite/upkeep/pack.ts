// Packs what is cold: the texts of eras that are over, once they are indexed for search.

import type Database from 'better-sqlite3'
import { BODIES, CONTENT, type Packable, TRACES } from './packable.ts'
import { prepareRepack } from './repack.ts'

/** Packs one block. False: nothing is cold that is not packed. */
export type PackStep = () => boolean

export function preparePack(client: Database.Database): PackStep {
  const steps = [CONTENT, BODIES, TRACES].map((packable) => preparePackTable(client, packable))
  return () => steps.some((step) => step())
}

interface Cold {
  era: number
  done: number
  last: number
}

function preparePackTable(client: Database.Database, packable: Packable): PackStep {
  const { first, packed } = packable
  // What is not searchable yet is read once more, row by row.
  const findCold = client.prepare<[], Cold>(
    `SELECT id AS era, done, last FROM (
       SELECT id, coalesce(${packed}, ${first} - 1) AS done, lead(${first}) OVER (ORDER BY id) - 1 AS last,
         lead(first_prediction) OVER (ORDER BY id) - 1 AS lastPrediction FROM era)
     WHERE done < last AND NOT EXISTS (
       SELECT 1 FROM prediction
       WHERE id > (SELECT done FROM progress WHERE name = 'search') AND id <= lastPrediction)
     ORDER BY id LIMIT 1`,
  )
  const move = client.prepare<[number, number]>(`UPDATE era SET ${packed} = ? WHERE id = ?`)
  const repack = prepareRepack(client, packable)

  return () => {
    const cold = findCold.get()
    if (cold === undefined) return false
    const { era, done, last } = cold
    const all = () => true
    // Where somebody changed it meanwhile it is read again with the next step.
    repack({ after: done, upTo: last }, all, (reached) => void move.run(reached, era))
    return true
  }
}
