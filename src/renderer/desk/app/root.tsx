import { lazy, Suspense, useEffect, useState } from 'react'
import { toDeskError } from '../../../shared/errors.ts'
import type { CacheView, LockView, SessionView, Settings } from '../../../shared/contract.ts'
import { SignIn } from '../features/sign-in/sign-in.tsx'
import { showLanguage } from '../language/language.ts'
import { useLink } from './link-context.ts'
import { sayWhenActive } from './say-when-active.ts'
import { showTheme } from './theme.ts'

const loadWorkspace = () => import('./workspace.tsx')
const Workspace = lazy(async () => ({ default: (await loadWorkspace()).Workspace }))
const TroubleScreen = lazy(async () => ({
  default: (await import('../features/trouble/trouble-screen.tsx')).TroubleScreen,
}))
const LockScreen = lazy(async () => ({
  default: (await import('../features/lock/lock-screen.tsx')).LockScreen,
}))

/** Chooses between the small first screen and the desk, which is loaded once the first one can be used. */
export function Root({ first }: { first: Promise<SessionView> | undefined }) {
  const link = useLink()
  const [session, setSession] = useState<SessionView>()
  const [lock, setLock] = useState<LockView>()
  const [cache, setCache] = useState<CacheView>()

  useEffect(() => {
    const noSession = (thrown: unknown) => {
      if (toDeskError(thrown).code === 'no-disk') setSession(undefined)
    }
    const readSession = () => void link.request('session.get', {}).then(setSession, noSession)
    const readCache = () => void link.request('cache.get', {}).then(setCache, () => undefined)
    const readLock = () => void link.request('lock.get', {}).then(setLock, () => undefined)
    const readSettings = () => void link.request('settings.get', {}).then(show, () => undefined)
    const show = (settings: Settings) => {
      showTheme(settings.theme)
      showLanguage(settings.language)
    }
    if (first) void first.then(setSession, () => undefined)
    else readSession()
    readSettings()
    readLock()
    readCache()
    const unheard = [
      link.on('session.changed', readSession),
      link.on('session.changed', readLock),
      link.on('lock.changed', readLock),
      link.on('cache.changed', readCache),
      link.on('cache.changed', readSession),
      link.on('settings.changed', readSettings),
      link.status.subscribe((now, before) => {
        if (!now.open || before.attempt === 0) return
        readSession()
        readLock()
        readCache()
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

  const signedIn = session?.signedIn === true
  useEffect(() => (signedIn ? sayWhenActive(link) : undefined), [link, signedIn])

  if (!session && cache && cache.state !== 'open')
    return (
      <Suspense fallback={null}>
        <TroubleScreen state={cache.state} />
      </Suspense>
    )
  if (signedIn) {
    // Not drawn before it is known whether it may be.
    if (!lock) return null
    return (
      <Suspense fallback={null}>
        {lock.locked ? <LockScreen lock={lock} session={session} onOpened={setLock} /> : <Workspace />}
      </Suspense>
    )
  }
  return <SignIn session={session} onSignedIn={setSession} />
}
