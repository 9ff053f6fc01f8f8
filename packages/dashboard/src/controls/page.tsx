// What every screen stands in: the bar at the top with its controls and the state of the collector, and the content.
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Reading } from '../api/live-query.ts'
import { CollectorState } from './collector-state.tsx'

interface PageProps {
  title: string
  /** Any answer of the collector that is kept up to date: how old the page's figures are. */
  collector: Reading<unknown>
  /** Controls at the left of the bar. */
  controls?: ComponentChildren
  children: ComponentChildren
}

export function Page({ title, collector, controls, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Trimtab`
  }, [title])
  return (
    <>
      <header class="top">
        {controls}
        <CollectorState reading={collector} />
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </>
  )
}
