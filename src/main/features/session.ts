import type { z } from 'zod'
import { CityInfo, Session, type SetPresence } from '../../shared/backend-api.ts'
import type { SessionView } from '../../shared/contract.ts'
import { DeskError, toDeskError } from '../../shared/errors.ts'
import type { Remembered } from '../db/remembered.ts'
import type { HandlersOf } from '../feature.ts'
import type { Clock, Log } from '../shell.ts'
import type { Account } from '../sign-in/account.ts'
import type { Question } from '../sync/backend-client.ts'
import type { RenewingBackend } from '../sync/renewing-backend.ts'

const sessionName = 'session'
const cityName = 'city'
/** The sign-in screen asks again after every change; the backend need not be. */
const cityFreshMs = 2_000

/** So long before its end a token is exchanged, ms. */
const earlyMs = 60_000

/** A token's own end, or that of what can be bought with its refresh token. */
const goodUntil = ({ expiresAt, refresh }: Session): number => Date.parse(refresh?.expiresAt ?? expiresAt)

/** The agent's presence as the backend hears it. */
type Told = z.infer<typeof SetPresence>

export interface SessionFeature {
  readonly handlers: HandlersOf<'session'>
  current(): Session | undefined
  city(): CityInfo | undefined
  /** At start: a session that is still good goes on, also without network. */
  resume(): void
  sendPresence(told: Told): void
  /** Asks the backend in the name of who sits here: for what is done online only, like the team lead's screens. */
  ask<S extends z.ZodType>(question: Question<S>): Promise<z.infer<S>>
  /** It can be reached: it hears the presence that it missed. */
  backendAnswered(): void
  /** The backend does not take the token any more. A contact in hand is finished first: no call is dropped for it. */
  expired(): void
  contactOver(): void
  /** The agent signed in at another desk: this one closes, after the contact it has in hand. */
  satElsewhere(since: string): void
  /** No new contact comes to a desk that only finishes its last one. */
  leaving(): boolean
  /** Buys the next token for this one, where its session can. */
  buy(token: string): Promise<string | undefined>
}

export interface SessionDeps {
  backend: RenewingBackend
  account: Account
  /** This machine's name at the backend. */
  deskId: string
  /** How long a session goes on without a network after it ended, ms. */
  offlineMs: number
  remembered: Remembered
  clock: Clock
  log: Log
  demo: boolean
  inContact: () => boolean
  onOpened: (session: Session, city: CityInfo | undefined) => void
  /** Somebody showed who he is, and what opens the lock; it is not kept. */
  onSignedIn: (secret: string | undefined) => Promise<void>
  onResumed: () => void
  /** The person is back from the browser. */
  onEntered: () => void
  onClosed: () => void
  onChanged: () => void
}

/** Who sits here. Signing in needs the backend once; everything after that does not. */
export function createSession(deps: SessionDeps): SessionFeature {
  const { backend, remembered, clock } = deps
  let session: Session | undefined
  let city = remembered.read(cityName, CityInfo)
  let reachable = true
  let toTell: Told | undefined
  let telling: Promise<void> | undefined
  let expiredInContact = false
  let elsewhereSince: string | undefined
  let entering: SessionView['account'] = { state: 'none', address: null }
  let cancelRenewal = () => {}

  async function askCity(): Promise<void> {
    try {
      city = await backend.city()
      reachable = true
      remembered.write(cityName, city)
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      reachable = false
    }
  }

  let refreshing = false
  let refreshedAt = 0

  async function refreshCity(): Promise<void> {
    if (refreshing || clock.now() - refreshedAt < cityFreshMs) return
    const before = JSON.stringify([city, reachable])
    refreshing = true
    try {
      await askCity()
    } finally {
      refreshing = false
      refreshedAt = clock.now()
    }
    if (JSON.stringify([city, reachable]) !== before) deps.onChanged()
  }

  const view = (): SessionView => ({
    signedIn: session !== undefined,
    agent: session?.agent ?? null,
    city: city ?? null,
    demo: deps.demo,
    backendReachable: reachable,
    account: entering,
    elsewhereSince: elsewhereSince ?? null,
  })

  function enteringIs(state: SessionView['account']['state'], address: string | null = null): void {
    entering = { state, address }
    deps.onChanged()
  }

  async function opened(next: Session, secret: string | undefined): Promise<void> {
    // Nobody is shown as signed in before the lock knows what opens it.
    await deps.onSignedIn(secret)
    session = next
    elsewhereSince = undefined
    remembered.write(sessionName, session)
    await askCity()
    renewInTime()
    deps.onOpened(session, city)
    deps.onChanged()
  }

  /** Before the token ends, so that no socket waits for a request that fails. */
  function renewInTime(): void {
    cancelRenewal()
    if (!session?.refresh) return
    const { token, expiresAt } = session
    cancelRenewal = clock.after(Math.max(earlyMs, Date.parse(expiresAt) - clock.now() - earlyMs), () => {
      backend
        .renew(token)
        .catch((error: unknown) =>
          deps.log.warn('the session was not renewed yet', { code: toDeskError(error).code }),
        )
    })
  }

  async function enter(unlockCode: string): Promise<void> {
    const offer = city?.account
    if (!offer) return enteringIs('failed')
    const otherPerson = entering.state === 'wrong-person'
    enteringIs('opening')
    const entered = await deps.account.enter(offer, {
      otherPerson,
      onAddress: (address, browserOpened) => enteringIs('waiting', browserOpened ? null : address),
    })
    if (typeof entered === 'string') return enteringIs(entered)
    entering = { state: 'none', address: null }
    await opened(entered, unlockCode)
    deps.onEntered()
  }

  function takeUntold(): { untold: Told; token: string } | undefined {
    const untold = toTell
    toTell = undefined
    return untold && session && { untold, token: session.token }
  }

  /**
   * One at a time and only the latest: on a slow line an older presence must not arrive after a newer. What a
   * backend out of reach did not hear is told when it is back; the exchange would else offer this desk nothing.
   */
  function tellPresence(): void {
    telling ??= tellAll().finally(() => {
      telling = undefined
    })
  }

  async function tellAll(): Promise<void> {
    for (let told = takeUntold(); told; told = takeUntold()) {
      const { untold, token } = told
      const failed = await backend.setPresence(token, untold).then(() => undefined, toDeskError)
      if (!failed) continue
      deps.log.warn('presence not told', { code: failed.code })
      if (failed.code !== 'unavailable') continue
      toTell ??= untold
      return
    }
  }

  function forget(): void {
    session = undefined
    cancelRenewal()
    toTell = undefined
    expiredInContact = false
    remembered.forget(sessionName)
    deps.onClosed()
    deps.onChanged()
  }

  /** What was waiting has gone up before this is heard: the round that asks sends first. */
  function satElsewhere(since: string): void {
    if (!session) return
    const { token } = session
    if (elsewhereSince !== since) {
      elsewhereSince = since
      deps.onChanged()
    }
    if (deps.inContact()) return
    forget()
    backend
      .signOut(token, true)
      .catch(() => deps.log.warn('the end of this desk’s session was not told; it ends by itself'))
  }

  const leaving = (): boolean => session !== undefined && elsewhereSince !== undefined

  function expired(): void {
    if (!session) return
    if (deps.inContact()) expiredInContact = true
    else forget()
  }

  return {
    current: () => session,
    city: () => city,
    resume() {
      const kept = remembered.read(sessionName, Session)
      if (!kept || goodUntil(kept) + deps.offlineMs <= clock.now()) return
      session = kept
      renewInTime()
      deps.onOpened(kept, city)
      deps.onResumed()
    },
    sendPresence(told) {
      // The desk where he sits now speaks for him.
      if (leaving()) return
      toTell = told
      tellPresence()
    },
    async ask(question) {
      if (!session) throw new DeskError('unauthorised', 'Sign in first.')
      return await backend.ask(session.token, question).catch((error: unknown) => {
        if (error instanceof DeskError && error.code === 'unauthorised') expired()
        throw error
      })
    },
    backendAnswered: tellPresence,
    expired,
    satElsewhere,
    leaving,
    contactOver() {
      if (expiredInContact) forget()
    },
    async buy(token) {
      // Of a session that is over nothing is bought: another agent may sit here by now.
      if (session?.token !== token || !session.refresh) return undefined
      const next = await deps.account.renew(session.refresh.token).catch((error: unknown) => {
        if (error instanceof DeskError && error.code === 'unauthorised') return undefined
        throw error
      })
      if (!next || session.token !== token) return undefined
      session = next
      remembered.write(sessionName, session)
      renewInTime()
      return session.token
    },
    handlers: {
      async 'session.get'() {
        // A known city is shown at once, also without network; what changed since is announced.
        if (!city) await askCity()
        else if (!session)
          refreshCity().catch((error: unknown) =>
            deps.log.error('city not refreshed', { error: String(error) }),
          )
        return view()
      },
      async 'session.signIn'({ agentId, password }) {
        if (session) throw new DeskError('conflict', 'Somebody is signed in already.')
        const secret = password === undefined ? {} : { password }
        await opened(await backend.signIn({ agentId, ...secret, deskId: deps.deskId }), password)
        return view()
      },
      'session.enterWithAccount'({ unlockCode }) {
        if (session) throw new DeskError('conflict', 'Somebody is signed in already.')
        if (entering.state === 'opening' || entering.state === 'waiting') return view()
        enter(unlockCode).catch((error: unknown) => {
          deps.log.error('the sign-in with the account failed', { code: toDeskError(error).code })
          enteringIs('failed')
        })
        return view()
      },
      'session.cancelAccount'() {
        deps.account.cancel()
        return view()
      },
      async 'session.signOut'() {
        if (deps.inContact()) throw new DeskError('busy', 'Close the contact first; then you can sign out.')
        const token = session?.token
        const moved = leaving()
        forget()
        if (token !== undefined)
          await backend
            .signOut(token, moved)
            .catch(() => deps.log.warn('sign-out not told; the token expires by itself'))
        return null
      },
    },
  }
}
