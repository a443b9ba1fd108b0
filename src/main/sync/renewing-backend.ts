import { DeskError } from '../../shared/errors.ts'
import type { BackendClient } from './backend-client.ts'

/** Whoever holds a token goes on with it, also after it was exchanged for a newer one. */
export interface RenewingBackend extends BackendClient {
  /** For what asks with a token by itself. */
  attempt<T>(token: string, work: (token: string) => Promise<T>): Promise<T>
  /** Before it ends: undefined where nothing can be bought for it. */
  renew(token: string): Promise<string | undefined>
}

/**
 * A token that ends in the middle of a push is renewed, once however many requests it fails, and what it failed is
 * asked again with the new one. `buy` throws `unavailable` where nobody answers: then the work waits offline.
 */
export function renewingBackend(
  backend: BackendClient,
  buy: (token: string) => Promise<string | undefined>,
): RenewingBackend {
  const newer = new Map<string, string>()
  const underWay = new Map<string, Promise<string | undefined>>()

  function newest(token: string): string {
    const next = newer.get(token)
    return next === undefined ? token : newest(next)
  }

  function renew(token: string): Promise<string | undefined> {
    const used = newest(token)
    const running =
      underWay.get(used) ??
      buy(used)
        .then((bought) => {
          if (bought !== undefined) newer.set(used, bought)
          return bought
        })
        .finally(() => underWay.delete(used))
    underWay.set(used, running)
    return running
  }

  async function attempt<T>(token: string, work: (token: string) => Promise<T>): Promise<T> {
    const used = newest(token)
    try {
      return await work(used)
    } catch (error) {
      if (!(error instanceof DeskError) || error.code !== 'unauthorised') throw error
      const next = newest(used) === used ? await renew(used) : newest(used)
      if (next === undefined) throw error
      return await work(next)
    }
  }

  return {
    attempt,
    renew,
    city: () => backend.city(),
    clockOffByMs: () => backend.clockOffByMs(),
    signIn: (who) => backend.signIn(who),
    signOut: (token, elsewhere) => attempt(token, (used) => backend.signOut(used, elsewhere)),
    setPresence: (token, presence) => attempt(token, (used) => backend.setPresence(used, presence)),
    push: (token, commands) => attempt(token, (used) => backend.push(used, commands)),
    changes: (token, after) => attempt(token, (used) => backend.changes(used, after)),
    ask: (token, question) =>
      token === undefined
        ? backend.ask(undefined, question)
        : attempt(token, (used) => backend.ask(used, question)),
    listen: (token, clock, onPoke) => backend.listen(() => newest(token()), clock, onPoke),
  }
}
