// From a thumb to a trusted label: the queues, one item after the other, and what the reviews add up to.
import type { Overview, ReviewQueueList, Task } from '@trimtab/contract'
import type { ComponentChildren } from 'preact'
import { Link, Route, Switch, useLocation, useSearch } from 'wouter-preact'
import type { LiveQuery } from '../../api/live-query.ts'
import { useMay } from '../../api/use-scopes.ts'
import { Page } from '../../controls/page.tsx'
import { PATHS } from '../../router.ts'
import { NewQueue } from './form/new-queue.tsx'
import { QualityPage } from './quality/quality-page.tsx'
import { QueueScreen } from './queue-screen.tsx'
import { QueuesPage } from './queues/queues-page.tsx'

interface ReviewScreenProps {
  overview: LiveQuery<Overview>
  queues: LiveQuery<ReviewQueueList>
}

export function ReviewScreen({ overview, queues }: ReviewScreenProps) {
  const tasks: readonly Task[] = overview.reading.value.value?.tasks ?? []
  const mayReview = useMay(['review'])
  const task = new URLSearchParams(useSearch()).get('task')
  return (
    <Switch>
      <Route path={PATHS.review}>
        <OfAll title="Review" collector={queues}>
          <QueuesPage queues={queues} mayReview={mayReview} />
        </OfAll>
      </Route>
      <Route path={PATHS.quality}>
        <OfAll title="Quality" collector={overview}>
          {overview.reading.value.value !== null && <QualityPage tasks={tasks} />}
        </OfAll>
      </Route>
      <Route path={PATHS.newQueue}>
        <Page title="New queue" collector={overview.reading.value}>
          {overview.reading.value.value !== null && <NewQueue tasks={tasks} task={task} onMade={queues.refresh} />}
        </Page>
      </Route>
      <Route path={`${PATHS.queue}/:page?`}>
        {({ queue, page }: { queue: string; page?: string }) => (
          <QueueScreen id={queue} page={page ?? null} queues={queues} tasks={tasks} mayReview={mayReview} />
        )}
      </Route>
    </Switch>
  )
}

interface OfAllProps {
  title: string
  collector: LiveQuery<unknown>
  children: ComponentChildren
}

/** What is of no single queue: the queues, and how good each task is. */
function OfAll({ title, collector, children }: OfAllProps) {
  const [here] = useLocation()
  const pages = [
    { path: PATHS.review, name: 'Queues' },
    { path: PATHS.quality, name: 'Quality' },
  ]
  return (
    <Page title={title} collector={collector.reading.value}>
      <h1 class="unseen">{title}</h1>
      <nav class="sub-pages" aria-label="Review">
        {pages.map(({ path, name }) => (
          <Link key={path} href={path} aria-current={here === path ? 'page' : undefined}>
            {name}
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  )
}
