// The frame: the rail, the screen of the address, and the overview that every screen reads a part of.
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
import { SignInScreen } from './screens/sign-in/sign-in-screen.tsx'

export function App() {
  const overview = useLiveQuery('overview', (knownEtag) => ask('readOverview', {}, knownEtag))
  const [path, navigate] = useLocation()
  useKeys({ 'g o': () => navigate(PATHS.overview), 'g p': () => navigate(PATHS.predictions) })
  useFocusOnNewPage(path)
  if (overview.reading.value.problem?.status === 401) return <SignInScreen onSignedIn={overview.refresh} />
  return (
    <LucideProvider size={16} strokeWidth={1.4} absoluteStrokeWidth>
      <a class="skip" href="#content">
        Skip to content
      </a>
      <Rail overview={overview} />
      <div class="page">
        <Switch>
          <Route path={PATHS.overview}>
            <OverviewScreen overview={overview} />
          </Route>
          <Route path={`${PATHS.prediction}?`}>
            {(params: { id?: string }) => <PredictionsScreen overview={overview} openId={params.id ?? null} />}
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
