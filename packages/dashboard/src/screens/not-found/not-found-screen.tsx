// An address that shows nothing says so and leads back.
import type { Overview } from '@trimtab/contract'
import { Link } from 'wouter-preact'
import type { LiveQuery } from '../../api/live-query.ts'
import { Page } from '../../controls/page.tsx'
import { PATHS } from '../../router.ts'

export function NotFoundScreen({ overview }: { overview: LiveQuery<Overview> }) {
  return (
    <Page title="Not found" collector={overview.reading.value}>
      <div class="answer">
        <h1>There is no page at this address.</h1>
        <p>
          <Link class="link" href={PATHS.overview}>
            Go to the overview
          </Link>
        </p>
      </div>
    </Page>
  )
}
