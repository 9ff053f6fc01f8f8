// How far the fold has come.

import type Database from 'better-sqlite3'

export interface Progress {
  /** Rows up to this id are counted; `UNFOLDING` while sums are being forgotten, and then none is. */
  done: number
  /** Changes of rows up to this id are noted. */
  claimed: number
  steps: number
}

export const UNFOLDING = -1

/** Ready to ask whether opinions of before an update are still to be made anew: until then what they are counted as is wrong. */
export function prepareAreOpinionsNew(client: Database.Database): () => boolean {
  const select = client.prepare<[], number>("SELECT done >= claimed FROM progress WHERE name = 'opinions'").pluck()
  // Nothing is ever added to what is to be done.
  let areNew = false
  return () => (areNew ||= select.get() !== 0)
}

export interface ProgressOfFold {
  read: () => Progress
  /** Moves it, which makes every mark of before unfit. */
  move: (done: number, claimed: number) => void
  claim: (claimed: number) => void
}

export function prepareProgress(client: Database.Database): ProgressOfFold {
  const select = client.prepare<[], Progress>("SELECT done, claimed, steps FROM progress WHERE name = 'fold'")
  const move = client.prepare<[number, number]>(
    "UPDATE progress SET done = ?, claimed = ?, steps = steps + 1 WHERE name = 'fold'",
  )
  const claim = client.prepare<[number]>("UPDATE progress SET claimed = ? WHERE name = 'fold'")
  return {
    read: () => select.get() ?? { done: 0, claimed: 0, steps: 0 },
    move: (done, claimed) => void move.run(done, claimed),
    claim: (claimed) => void claim.run(claimed),
  }
}
