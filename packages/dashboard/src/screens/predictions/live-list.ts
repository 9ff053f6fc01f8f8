// The list of one filter, kept up to date: polls its first page, pages older, and shows what waits when asked.
import { type ReadonlySignal, effect, signal } from '@preact/signals'
import { PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX, type Prediction, type PredictionPage } from '@trimtab/contract'
import { useEffect, useMemo } from 'preact/hooks'
import { ask, type Reason, reasonOf } from '../../api/client.ts'
import { type PredictionFilters, queryOf } from '../../api/filters.ts'
import { type LiveQuery, createLiveQuery } from '../../api/live-query.ts'
import { type Page, browserPage } from '../../api/page.ts'
import { predictionsHref } from '../../router.ts'
import { EMPTY_LIST, type PredictionList, appendOlder, replaceRow, showWaiting, takeNewest } from './prediction-list.ts'

export interface LiveList {
  list: ReadonlySignal<PredictionList>
  newest: LiveQuery<PredictionPage>
  /** Null unless older rows could not be read. */
  whyNotOlder: ReadonlySignal<Reason | null>
  showWaiting: () => void
  readOlder: () => Promise<void>
  /** Draws a prediction that was read elsewhere. */
  replace: (prediction: Prediction) => void
  stop: () => void
}

export function useLiveList(filters: PredictionFilters): LiveList {
  const live = useMemo(() => createLiveList(filters), [predictionsHref(filters)])
  useEffect(() => live.stop, [live])
  return live
}

export function createLiveList(filters: PredictionFilters, page: Page = browserPage): LiveList {
  const asked = queryOf(filters)
  const list = signal(EMPTY_LIST)
  const whyNotOlder = signal<Reason | null>(null)
  const newest = createLiveQuery(
    (knownEtag) => ask('listPredictions', { query: { ...asked, limit: itemsToPoll(list.peek()) } }, knownEtag),
    page,
  )
  const stopMerging = effect(() => {
    const read = newest.reading.value.value
    if (read !== null && read !== list.peek().newest) list.value = takeNewest(list.peek(), read)
  })

  async function readOlder(): Promise<void> {
    const cursor = list.peek().olderCursor
    if (cursor === null) return
    const answer = await ask('listPredictions', { query: { ...asked, cursor, limit: PAGE_ITEMS_DEFAULT } })
    // A second press, or what waited being shown, may have moved the end of the list meanwhile.
    if (list.peek().olderCursor !== cursor) return
    whyNotOlder.value = reasonOf(answer)
    if (answer.kind === 'value') list.value = appendOlder(list.peek(), answer.value)
  }

  function stop(): void {
    stopMerging()
    newest.stop()
  }
  return {
    list,
    newest,
    whyNotOlder,
    showWaiting: () => void (list.value = showWaiting(list.peek())),
    readOlder,
    replace: (prediction) => void (list.value = replaceRow(list.peek(), prediction)),
    stop,
  }
}

/** Enough to see a change in any row that is shown, in whole pages so that the address stays the same while it can. */
function itemsToPoll({ rows, waiting }: PredictionList): number {
  const pages = Math.max(1, Math.ceil((rows.length + waiting) / PAGE_ITEMS_DEFAULT))
  return Math.min(pages * PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX)
}
