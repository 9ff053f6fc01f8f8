// Where one can go: a rail at the left, icons when it is narrow, a bar at the bottom of a phone. Only pages that exist.
import { type Overview, type ReviewQueueList, WAITING_COUNTED_MAX } from '@trimtab/contract'
import { Gauge, List, SquareCheckBig } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { Link, useLocation } from 'wouter-preact'
import type { LiveQuery } from '../api/live-query.ts'
import { formatZone } from '../format/date.ts'
import { formatCount, formatCountUpTo } from '../format/number.ts'
import { PATHS } from '../router.ts'
import { Logo } from './logo.tsx'

const PAGES = [
  { name: 'Overview', path: PATHS.overview, Icon: Gauge },
  { name: 'Predictions', path: PATHS.predictions, Icon: List },
  { name: 'Review', path: PATHS.review, Icon: SquareCheckBig },
]

interface RailProps {
  overview: LiveQuery<Overview>
  queues: LiveQuery<ReviewQueueList>
}

export function Rail({ overview, queues }: RailProps) {
  const [here] = useLocation()
  const waiting = queues.reading.value.value?.queues.reduce((sum, { progress }) => sum + progress.open, 0) ?? 0
  return (
    <nav class="rail" aria-label="Main">
      <div class="brand">
        <Logo />
        <span>Trimtab</span>
      </div>
      {PAGES.map(({ name, path, Icon }) => (
        <Link
          key={path}
          class="rail-link"
          href={path}
          title={name}
          aria-current={isAt(here, path) ? 'page' : undefined}
        >
          <Icon />
          <span>{name}</span>
          {path === PATHS.review && waiting > 0 && (
            <b class="rail-count">
              {formatCount(waiting)}
              <span class="unseen"> waiting</span>
            </b>
          )}
        </Link>
      ))}
      <RailFoot overview={overview} />
    </nav>
  )
}

export function BottomBar() {
  const [here] = useLocation()
  return (
    <nav class="bottom" aria-label="Main">
      {PAGES.map(({ name, path, Icon }) => (
        <Link key={path} href={path} aria-current={isAt(here, path) ? 'page' : undefined}>
          <Icon size={20} />
          {name}
        </Link>
      ))}
    </nav>
  )
}

function RailFoot({ overview }: { overview: LiveQuery<Overview> }) {
  const { value, misses } = overview.reading.value
  return (
    <dl class="rail-foot">
      <RailFact name="Collector" value={misses === 0 ? 'running' : 'not answering'} />
      {value !== null && <RailFact name="Seen" value={formatCount(value.predictions)} />}
      {value !== null && value.waiting > 0 && (
        <RailFact
          name="Feedback waiting"
          value={
            <Link class="link" href={PATHS.waiting}>
              {formatCountUpTo(value.waiting, WAITING_COUNTED_MAX)}
            </Link>
          }
        />
      )}
      <RailFact name="Times" value={formatZone(new Date())} />
    </dl>
  )
}

function RailFact({ name, value }: { name: string; value: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function isAt(here: string, path: string): boolean {
  return path === PATHS.overview ? here === path : here === path || here.startsWith(`${path}/`)
}
