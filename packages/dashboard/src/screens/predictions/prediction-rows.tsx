// The list: newest first, what is new waits at the top, what is older is one press away.
import type { ProblemCode } from '@trimtab/contract'
import { Link } from 'wouter-preact'
import { NO_FILTERS, type PredictionFilters, valuesOf } from '../../api/filters.ts'
import { Failure } from '../../controls/failure.tsx'
import { Moment } from '../../controls/moment.tsx'
import { formatMoment } from '../../format/date.ts'
import { formatCount } from '../../format/number.ts'
import { PATHS, predictionsHref } from '../../router.ts'
import type { LiveList } from './live-list.ts'
import { PredictionRow } from './prediction-row.tsx'

interface PredictionRowsProps {
  live: LiveList
  filters: PredictionFilters
  openId: string | null
  isStoreEmpty: boolean
}

/** The rest is in the reference of the HTTP interface. */
const SEARCHED =
  'Words are looked for in what each turn added and answered; not in system prompts, errors, or names and numbers of features.'

/** Asking again for the same is refused again. */
const ASKED_WRONGLY: readonly ProblemCode[] = ['request.invalid', 'query.search']

export function PredictionRows({ live, filters, openId, isStoreEmpty }: PredictionRowsProps) {
  const { rows, olderCursor, highlights } = live.list.value
  const { value, problem } = live.newest.reading.value
  const isRead = value !== null
  return (
    <div class="list">
      <ListHead live={live} isRead={isRead} isRefused={problem !== null} />
      {problem !== null && (
        <Failure what="The list" reason={problem} onRetry={() => void live.newest.refresh()}>
          {ASKED_WRONGLY.includes(problem.code) ? (
            <Link class="button" href={predictionsHref(NO_FILTERS, openId)}>
              Clear the filters
            </Link>
          ) : null}
        </Failure>
      )}
      {rows.length > 0 && (
        <ol class="rows" aria-label="Predictions, newest first">
          {rows.map((row) => (
            <li key={row.id}>
              <PredictionRow
                prediction={row}
                highlights={highlights[row.id]}
                href={predictionsHref(filters, row.id)}
                isOpen={row.id === openId}
                isReplacing={openId !== null}
                isOfAnyTask={valuesOf(filters, 'task').length === 0}
              />
            </li>
          ))}
        </ol>
      )}
      {isRead && rows.length === 0 && olderCursor === null && (
        <NoRows isStoreEmpty={isStoreEmpty} isSearch={valuesOf(filters, 'q').length > 0} />
      )}
      {olderCursor !== null && <Older live={live} />}
    </div>
  )
}

export function focusRow(id: string | undefined): void {
  if (id !== undefined) document.getElementById(`row-${id}`)?.focus()
}

function ListHead({ live, isRead, isRefused }: { live: LiveList; isRead: boolean; isRefused: boolean }) {
  const { rows, olderCursor, waiting, waitingIsMore } = live.list.value

  function showNew(): void {
    live.showWaiting()
    window.scrollTo(0, 0)
    // The button is gone; the first row is what it brought.
    requestAnimationFrame(() => focusRow(live.list.peek().rows[0]?.id))
  }
  return (
    <div class="list-head">
      <span>
        {isRead && <b>{formatCount(rows.length)} shown</b>}
        {!isRead && !isRefused && 'Reading'}
        {isRead && (olderCursor === null ? ', all there are' : ', newest first')}
      </span>
      {waiting > 0 && (
        <button class="button small new-rows" type="button" onClick={showNew}>
          {formatCount(waiting)}
          {waitingIsMore ? '+' : ''} new
        </button>
      )}
    </div>
  )
}

function NoRows({ isStoreEmpty, isSearch }: { isStoreEmpty: boolean; isSearch: boolean }) {
  return (
    <div class="empty">
      <p>{isStoreEmpty ? 'No prediction has arrived yet.' : 'No prediction matches these filters.'}</p>
      {isSearch && !isStoreEmpty && <p class="muted">{SEARCHED}</p>}
      {isStoreEmpty ? (
        <Link class="link" href={PATHS.overview}>
          How to send the first
        </Link>
      ) : (
        <Link class="link" href={PATHS.predictions}>
          Show all predictions
        </Link>
      )}
    </div>
  )
}

function Older({ live }: { live: LiveList }) {
  const reason = live.whyNotOlder.value
  const { searchedTo, rows } = live.list.value
  if (reason !== null) return <Failure what="Older predictions" reason={reason} onRetry={() => void live.readOlder()} />
  return (
    <div class="older">
      {searchedTo !== null && (
        <p class="muted">
          {rows.length === 0 ? 'Nothing was found back to ' : 'Looked back to '}
          <Moment at={searchedTo} format={formatMoment} />.
        </p>
      )}
      <button class="button" type="button" onClick={() => void live.readOlder()}>
        {searchedTo === null ? 'Show older' : 'Look further back'}
      </button>
    </div>
  )
}
