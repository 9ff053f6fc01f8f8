// Whether the figures on the page are of now. When the collector is away they stay, and this says since when.
import { Clock } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { Reading } from '../api/live-query.ts'
import { formatClock } from '../format/date.ts'

export function CollectorState({ reading }: { reading: Reading<unknown> }) {
  const isAway = reading.retryAtMs !== null
  const isLive = !isAway && reading.readAtMs !== null
  const from = reading.value !== null && reading.readAtMs !== null ? formatClock(new Date(reading.readAtMs)) : null
  return (
    <div class={isAway ? 'collector-state away' : 'collector-state'}>
      <span role="status">
        {isLive && (
          <>
            <span class="live-dot" />
            Live
          </>
        )}
        {isAway && (
          <>
            <Clock />
            <span>Collector not answering.{from !== null && ` Figures are from ${from}.`}</span>
          </>
        )}
      </span>
      {reading.retryAtMs !== null && <RetryCountdown retryAtMs={reading.retryAtMs} />}
    </div>
  )
}

/** Outside the status: a screen reader need not hear every second. */
function RetryCountdown({ retryAtMs }: { retryAtMs: number }) {
  const [nowMs, setNowMs] = useState(Date.now())
  useEffect(() => {
    setNowMs(Date.now())
    const timer = setInterval(() => setNowMs(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [retryAtMs])
  const seconds = Math.max(0, Math.ceil((retryAtMs - nowMs) / 1_000))
  return <span>{seconds === 0 ? 'Trying again now.' : `Trying again in ${seconds} s.`}</span>
}
