// The page that Prometheus reads.

import { ROUTES } from '@trimtab/contract'
import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'

export function selfMetricsRoutes(
  app: Hono,
  {
    metrics,
    rows,
    ingestLoad,
    forward,
    clock,
  }: Pick<AppParts, 'metrics' | 'rows' | 'ingestLoad' | 'forward' | 'clock'>,
): void {
  app.get(ROUTES.selfMetrics, async function showMetrics(context) {
    const { parcels, bytes } = ingestLoad()
    const counts = forward?.counts()
    const text = await metrics.read({
      queueDepth: parcels,
      queueBytes: bytes,
      lagSeconds: await lagSeconds(),
      forwarded: counts?.forwarded ?? 0,
      forwardDropped: counts?.dropped ?? {},
    })
    return context.body(text, 200, { 'content-type': metrics.contentType })
  })

  /** Null where there is nothing yet. What started in the future, by a clock ahead of ours, is no lag. */
  async function lagSeconds(): Promise<number | null> {
    const page = await rows.predictions({ limit: 1 })
    const newest = page?.predictions[0]
    return newest === undefined ? null : Math.max(0, (clock() - Date.parse(newest.startedAt)) / 1000)
  }
}
