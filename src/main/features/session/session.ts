import type { z } from 'zod'
import { Session, type CityInfo } from '../../../shared/backend-api.ts'
import type { SessionView } from '../../../shared/contract.ts'
import { DeskError, toDeskError } from '../../../shared/errors.ts'
import type { Remembered } from '../../db/remembered.ts'
import type { HandlersOf } from '../../feature.ts'
import type { Clock, Log } from '../../shell.ts'
import type { Account } from '../../sign-in/account.ts'
import type { Question } from '../../sync/backend-client.ts'
import type { RenewingBackend } from '../../sync/renewing-backend.ts'
import { createKnownCity } from './known-city.ts'
import { createTellPresence, type ToldPresence } from './tell-presence.ts'

const sessionName = 'session'

/** So long before its end a token is exchanged, ms. */
const earlyMs = 60_000

/** A token's own end, or that of what can be bought with its refresh token. */
const goodUntil = ({ expiresAt, refresh }: Session): number => Date.parse(refresh?.expiresAt ?? expiresAt)

export interface SessionFeature {
  readonly handlers: HandlersOf<'session'>
  current(): Session | undefined
  city(): CityInfo | undefined
  /** At start: a session that is still good goes on, also without network. */
  resume(): void
  sendPresence(told: ToldPresence): void
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
  /** He sits elsewhere and has a contact in hand here: told again until it is closed. */
  onLeaving: () => void
  onChanged: () => void
}

/** Who sits here. Signing in needs the backend once; everything after that does not. */
export function createSession(deps: SessionDeps): SessionFeature {
  const { backend, remembered, clock } = deps
  let session: Session | undefined
  let expiredInContact = false
  let elsewhereSince: string | undefined
  let entering: SessionView['account'] = { state: 'none', address: null }
  let cancelRenewal = () => {}
  const city = createKnownCity({ backend, remembered, clock, log: deps.log, onChanged: deps.onChanged })
  const presence = createTellPresence({
    tell: (token, told) => backend.setPresence(token, told),
    token: () => session?.token,
    log: deps.log,
  })

  const view = (): SessionView => ({
    signedIn: session !== undefined,
    agent: session?.agent ?? null,
    city: city.info() ?? null,
    demo: deps.demo,
    backendReachable: city.reachable(),
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
    await city.ask()
    renewInTime()
    deps.onOpened(session, city.info())
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
    const offer = city.info()?.account
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

  function forget(): void {
    session = undefined
    cancelRenewal()
    presence.forget()
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
    if (deps.inContact()) return deps.onLeaving()
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
    city: city.info,
    resume() {
      const kept = remembered.read(sessionName, Session)
      if (!kept || goodUntil(kept) + deps.offlineMs <= clock.now()) return
      session = kept
      renewInTime()
      deps.onOpened(kept, city.info())
      deps.onResumed()
    },
    sendPresence(told) {
      // The desk where he sits now speaks for him.
      if (leaving()) return
      presence.tell(told)
    },
    async ask(question) {
      if (!session) throw new DeskError('unauthorised', 'Sign in first.')
      return await backend.ask(session.token, question).catch((error: unknown) => {
        if (error instanceof DeskError && error.code === 'unauthorised') expired()
        throw error
      })
    },
    backendAnswered: presence.tellUntold,
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
        if (!city.info()) await city.ask()
        else if (!session) city.refresh()
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
