// Forgets a person in both halves of the store. What was made of predictions goes first, then the log says that it is
// done, then the predictions go: whatever breaks off is done by doing it again, for as long as anything of the person is
// there it can be found, and nothing is removed of which the log does not tell.

import type { ForgetReport, JsonObject } from '@trimtab/contract'
import { rollUp } from '../aggregates/roll-up.ts'
import type { ChangedBy } from '../store/changed-by.ts'
import type { RowsFolding } from '../store/rows-folding.ts'
import type { RowsReading } from '../store/rows-reading.ts'
import type { RowsUpkeep } from '../store/rows-upkeep.ts'
import type { State } from '../store/state.ts'

const PAGE_ROWS = 200
/** Of versions that the log names. */
const VERSIONS_NAMED_MAX = 20

interface ForgetParts extends ChangedBy {
  rows: Pick<RowsReading, 'predictions'> & Pick<RowsUpkeep, 'forget'> & RowsFolding
  state: Pick<State, 'forgetInViews' | 'forgetRows' | 'forgetSaid' | 'forgetReviewer' | 'recordChange'>
  user: string
  onProgress?: ((done: number, total: number) => void) | undefined
}

/** Null where nothing is stored of this person. */
export async function forgetPerson({
  rows,
  state,
  user,
  actor,
  at,
  onProgress,
}: ForgetParts): Promise<ForgetReport | null> {
  const { ids, sessions } = await findRows(rows, user)
  const views = await state.forgetInViews(user, sessions, { actor, at })
  const touched = await state.forgetRows(ids)
  await state.forgetSaid(ids)
  const asReviewer = await state.forgetReviewer(user, { actor, at })
  const record = () =>
    state.recordChange({ actor, at, action: 'person.forgotten', target: null, detail: detailOf(ids.length, touched) })
  if (ids.length > 0) await record()
  const gone = await rows.forget(user, onProgress)
  const isKnown = gone !== null || ids.length > 0 || views > 0 || asReviewer.reviews > 0 || asReviewer.queues > 0
  if (!isKnown) return null
  if (ids.length === 0) await record()
  // What came, and what was built, since they were looked for.
  const all = [...new Set([...ids, ...(gone?.predictions ?? [])])]
  const { datasetVersions, exported, reviews } = await state.forgetRows(all)
  await state.forgetSaid(all)
  // What was counted of them waits, labels and all, to be taken back.
  while (await rollUp(rows));
  return {
    user,
    predictions: gone?.predictions.length ?? 0,
    feedback: gone?.feedback ?? 0,
    reviews: touched.reviews + asReviewer.reviews + reviews,
    contents: gone?.contents ?? 0,
    datasetVersions,
    exported,
  }
}

async function findRows(
  rows: Pick<RowsReading, 'predictions'>,
  user: string,
): Promise<{ ids: string[]; sessions: Set<string> }> {
  const ids: string[] = []
  const sessions = new Set<string>()
  let cursor: string | undefined
  do {
    const page = await rows.predictions({ user, limit: PAGE_ROWS, cursor })
    for (const { id, session } of page?.predictions ?? []) {
      ids.push(id)
      if (session !== null) sessions.add(session)
    }
    cursor = page?.nextCursor ?? undefined
  } while (cursor !== undefined)
  return { ids, sessions }
}

/** Counts and ids of ours; nothing that tells who it was. */
function detailOf(predictions: number, touched: Awaited<ReturnType<State['forgetRows']>>): JsonObject {
  return {
    predictions,
    datasetVersions: touched.datasetVersions.slice(0, VERSIONS_NAMED_MAX).map((version) => ({ ...version })),
    exports: touched.exported.length,
  }
}
