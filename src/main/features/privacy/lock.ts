import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { LockView } from '../../../shared/contract.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { RequestName } from '../../../shared/contract.ts'
import type { Handlers } from '../../../shared/serve.ts'
import type { Remembered } from '../../db/remembered.ts'
import type { HandlersOf } from '../../feature.ts'
import type { Clock } from '../../shell.ts'

/** ENS mp.eq.2, domain §6.3. */
const idleMs = 5 * 60_000
/** After so many wrong passwords the desk waits before it listens again. */
const guesses = 5
const afterGuessesMs = 60_000
const verifierName = 'lock.verifier'

const Verifier = z.object({ salt: z.string(), hash: z.string() })
const hash = promisify<string, Buffer, number, Buffer>(scrypt)

export interface LockDeps {
  clock: Clock
  remembered: Remembered
  /** A call or its wrap-up: nobody is locked out of it by sitting still and listening. */
  inContact: () => boolean
  signedIn: () => boolean
  ringing: () => string | null
  onChanged: () => void
  onRefused: () => void
}

export interface Lock {
  readonly handlers: HandlersOf<'lock'>
  locked(): boolean
  /** The agent signed in with this password: it opens the lock too, also with the cable out. */
  opened(password: string | undefined): Promise<void>
  /** A session that goes on after a restart of a desk with a password begins locked. */
  resumed(): void
  closed(): void
  stop(): void
  /** The computer itself was locked. */
  systemLocked(): void
}

/**
 * Hides the desk after five minutes without a hand on it, or by its key. While it is locked the core answers the
 * desk page nothing of a citizen: the wall is here and not in what a screen chooses to draw.
 */
export function createLock(deps: LockDeps): Lock {
  const { clock, remembered } = deps
  let reason: LockView['reason'] = null
  let lastActive = clock.now()
  let wrong = 0
  let deafUntil = 0
  let cancel = () => {}

  const verifier = () => remembered.read(verifierName, Verifier)
  const view = (): LockView => ({
    locked: reason !== null,
    reason,
    needsPassword: verifier() !== undefined,
    ringing: deps.ringing(),
  })

  function lock(why: NonNullable<LockView['reason']>): void {
    if (!deps.signedIn() || reason !== null) return
    reason = why
    cancel()
    deps.onChanged()
  }

  function watch(): void {
    cancel()
    cancel = clock.after(Math.max(0, lastActive + idleMs - clock.now()), () => {
      if (deps.inContact()) lastActive = clock.now()
      if (clock.now() - lastActive < idleMs) watch()
      else lock('idle')
    })
  }

  function release(): void {
    reason = null
    wrong = 0
    lastActive = clock.now()
    watch()
  }

  async function admit(password: string | undefined): Promise<boolean> {
    const kept = verifier()
    if (!kept) return true
    const offered = await hash(password ?? '', Buffer.from(kept.salt, 'base64'), 32)
    return timingSafeEqual(offered, Buffer.from(kept.hash, 'base64'))
  }

  return {
    locked: () => reason !== null,
    async opened(password) {
      if (password === undefined) remembered.forget(verifierName)
      else {
        const salt = randomBytes(16)
        const kept = await hash(password, salt, 32)
        remembered.write(verifierName, { salt: salt.toString('base64'), hash: kept.toString('base64') })
      }
      release()
    },
    resumed() {
      release()
      if (verifier()) lock('start')
    },
    closed() {
      cancel()
      reason = null
      remembered.forget(verifierName)
    },
    stop: () => cancel(),
    systemLocked: () => lock('system'),
    handlers: {
      'lock.get': view,
      'lock.now'() {
        lock('key')
        return view()
      },
      'lock.active'() {
        if (reason === null) lastActive = clock.now()
        return null
      },
      async 'lock.open'({ password }) {
        if (reason === null) return view()
        if (clock.now() < deafUntil) throw new DeskError('busy', 'Too many wrong passwords. Wait a minute.')
        if (!(await admit(password))) {
          wrong += 1
          if (wrong % guesses === 0) deafUntil = clock.now() + afterGuessesMs
          deps.onRefused()
          throw new DeskError('unauthorised', 'That is not the password of who signed in here.')
        }
        release()
        deps.onChanged()
        return view()
      },
    },
  }
}

/** What the desk page may ask for while it is locked: who sits here, the lock itself, and what was typed before. */
const answeredLocked: ReadonlySet<RequestName> = new Set<RequestName>([
  'session.get',
  'session.signOut',
  'settings.get',
  'cache.get',
  'contacts.autosave',
  'lock.get',
  'lock.now',
  'lock.active',
  'lock.open',
])

/** The same handlers behind the lock; the voice page goes on, because a citizen may be talking. */
export function behindLock(handlers: Handlers, locked: () => boolean): Handlers {
  const guarded = Object.entries(handlers).map(([name, handle]) => [
    name,
    answeredLocked.has(name as RequestName)
      ? handle
      : (input: never, caller: { role: 'desk' | 'voice' }) => {
          if (caller.role === 'desk' && locked()) throw new DeskError('forbidden', 'The desk is locked.')
          return (handle as (input: never, caller: { role: 'desk' | 'voice' }) => unknown)(input, caller)
        },
  ])
  return Object.fromEntries(guarded) as Handlers
}
