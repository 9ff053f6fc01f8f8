// Which predictions am I looking at, what was asked, what was answered, what was thought of it; and one of them in full
// beside the list. The address says both the filters and the one that is open.
import type { Overview, ReviewQueueList } from '@trimtab/contract'
import { useEffect, useRef } from 'preact/hooks'
import { useLocation, useSearch } from 'wouter-preact'
import type { LiveQuery } from '../../api/live-query.ts'
import { useKeys } from '../../controls/keyboard.ts'
import { Page } from '../../controls/page.tsx'
import { predictionsHref, readFilters } from '../../router.ts'
import { Filters } from './filters.tsx'
import { useLiveList } from './live-list.ts'
import { PredictionPanel } from './prediction-panel.tsx'
import { PredictionRows, focusRow } from './prediction-rows.tsx'
import { SearchField } from './search-field.tsx'

interface PredictionsScreenProps {
  overview: LiveQuery<Overview>
  queues: LiveQuery<ReviewQueueList>
  openId: string | null
}

export function PredictionsScreen({ overview, queues, openId }: PredictionsScreenProps) {
  const [, navigate] = useLocation()
  const filters = readFilters(useSearch())
  const live = useLiveList(filters)
  const { rows, olderCursor } = live.list.value
  const openAt = rows.findIndex((row) => row.id === openId)

  const open = (id: string | null): void => navigate(predictionsHref(filters, id), { replace: openId !== null })
  const move = (step: number): void => {
    const next = rows[openAt + step]
    if (openId === null) focusRow(rows[focusedRow(rows) + step]?.id)
    else if (next !== undefined && (openAt >= 0 || step > 0)) open(next.id)
  }
  useKeys({ j: () => move(1), k: () => move(-1), escape: () => openId !== null && open(null) })
  useFocusReturn(openId)

  const tasks = overview.reading.value.value?.tasks.map(({ task }) => task) ?? []
  return (
    <Page
      title="Predictions"
      collector={overview.reading.value}
      controls={<Filters filters={filters} tasks={tasks} onFilter={(next) => navigate(predictionsHref(next))} />}
    >
      <h1 class="unseen">Predictions</h1>
      <SearchField filters={filters} onFilter={(next) => navigate(predictionsHref(next))} />
      <div class={openId === null ? 'predictions' : 'predictions split'}>
        <PredictionRows
          live={live}
          filters={filters}
          openId={openId}
          isStoreEmpty={overview.reading.value.value?.predictions === 0}
        />
        {openId !== null && (
          <PredictionPanel
            key={openId}
            id={openId}
            known={rows[openAt] ?? null}
            queues={queues.reading.value.value?.queues ?? []}
            place={openAt < 0 ? null : { at: openAt + 1, of: rows.length, isAll: olderCursor === null }}
            onMove={move}
            onClose={() => open(null)}
            onRead={live.replace}
          />
        )}
      </div>
    </Page>
  )
}

/** -1 when none is. */
function focusedRow(rows: { id: string }[]): number {
  return rows.findIndex((row) => document.activeElement?.id === `row-${row.id}`)
}

/** Whoever closes the panel is back where they opened it. */
function useFocusReturn(openId: string | null): void {
  const lastOpen = useRef(openId)
  useEffect(() => {
    if (openId === null && lastOpen.current !== null) focusRow(lastOpen.current)
    lastOpen.current = openId
  }, [openId])
}
