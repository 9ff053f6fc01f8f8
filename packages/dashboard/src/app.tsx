// The frame: the rail, the screen of the address, and what several of them read a part of: the overview and the queues.
import { LucideProvider } from 'lucide-preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Route, Switch, useLocation } from 'wouter-preact'
import { ask } from './api/client.ts'
import { useLiveQuery } from './api/use-live-query.ts'
import { useKeys } from './controls/keyboard.ts'
import { BottomBar, Rail } from './frame/rail.tsx'
import { PATHS } from './router.ts'
import { NotFoundScreen } from './screens/not-found/not-found-screen.tsx'
import { OverviewScreen } from './screens/overview/overview-screen.tsx'
import { PredictionsScreen } from './screens/predictions/predictions-screen.tsx'
import { ReviewScreen } from './screens/review/review-screen.tsx'
import { SignInScreen } from './screens/sign-in/sign-in-screen.tsx'
import { WaitingScreen } from './screens/waiting/waiting-screen.tsx'

export function App() {
  const overview = useLiveQuery('overview', (knownEtag) => ask('readOverview', {}, knownEtag))
  const [path, navigate] = useLocation()
  const queues = useLiveQuery('queues', (knownEtag) => ask('listReviewQueues', {}, knownEtag))
  useKeys({
    'g o': () => navigate(PATHS.overview),
    'g p': () => navigate(PATHS.predictions),
    'g r': () => navigate(PATHS.review),
  })
  useFocusOnNewPage(path)
  if (overview.reading.value.problem?.status === 401) {
    return <SignInScreen onSignedIn={() => Promise.all([overview.refresh(), queues.refresh()]).then(() => undefined)} />
  }
  return (
    <LucideProvider size={16} strokeWidth={1.4} absoluteStrokeWidth>
      <a class="skip" href="#content">
        Skip to content
      </a>
      <Rail overview={overview} queues={queues} />
      <div class="page">
        <Switch>
          <Route path={PATHS.overview}>
            <OverviewScreen overview={overview} />
          </Route>
          <Route path={`${PATHS.prediction}?`}>
            {(params: { id?: string }) => (
              <PredictionsScreen overview={overview} queues={queues} openId={params.id ?? null} />
            )}
          </Route>
          <Route path={`${PATHS.review}/*?`}>
            <ReviewScreen overview={overview} queues={queues} />
          </Route>
          <Route path={PATHS.waiting}>
            <WaitingScreen overview={overview} />
          </Route>
          <Route>
            <NotFoundScreen overview={overview} />
          </Route>
        </Switch>
      </div>
      <BottomBar />
    </LucideProvider>
  )
}

/** A new page starts at its top, for the eye and for a screen reader. */
function useFocusOnNewPage(path: string): void {
  const page = path.split('/')[1] ?? ''
  const shown = useRef(page)
  useLayoutEffect(() => {
    if (shown.current === page) return
    shown.current = page
    window.scrollTo(0, 0)
    document.getElementById('content')?.focus({ preventScroll: true })
  }, [page])
}
