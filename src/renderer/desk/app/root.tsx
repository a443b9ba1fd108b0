import { lazy, Suspense, useEffect, useState } from 'react'
import type { SessionView, Settings } from '../../../shared/contract.ts'
import { SignIn } from '../features/sign-in/sign-in.tsx'
import { showLanguage } from '../language/language.ts'
import { useLink } from './link-context.ts'
import { showTheme } from './theme.ts'

const loadWorkspace = () => import('./workspace.tsx')
const Workspace = lazy(async () => ({ default: (await loadWorkspace()).Workspace }))

/** Chooses between the small first screen and the desk, which is loaded once the first one can be used. */
export function Root({ first }: { first: Promise<SessionView> | undefined }) {
  const link = useLink()
  const [session, setSession] = useState<SessionView>()

  useEffect(() => {
    const readSession = () => void link.request('session.get', {}).then(setSession, () => undefined)
    const readSettings = () => void link.request('settings.get', {}).then(show, () => undefined)
    const show = (settings: Settings) => {
      showTheme(settings.theme)
      showLanguage(settings.language)
    }
    if (first) void first.then(setSession, () => undefined)
    else readSession()
    readSettings()
    const unheard = [
      link.on('session.changed', readSession),
      link.on('settings.changed', readSettings),
      link.status.subscribe((now, before) => {
        if (now.open && before.attempt > 0) readSession()
      }),
    ]
    return () => {
      for (const leave of unheard) leave()
    }
  }, [link, first])

  useEffect(() => {
    const city = session?.city
    if (city) showLanguage(undefined, city.country)
  }, [session?.city])

  useEffect(() => {
    if (session) requestIdleCallback(() => void loadWorkspace())
  }, [session])

  if (session?.signedIn) {
    return (
      <Suspense fallback={null}>
        <Workspace />
      </Suspense>
    )
  }
  return <SignIn session={session} onSignedIn={setSession} />
}
