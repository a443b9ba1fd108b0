import { paths } from '../../shared/backend-api.ts'
import { CallerAnswer, SameCases, type AskSameCases, type SameCase } from '../../shared/domain/caller.ts'
import { normalisePhone } from '../../shared/domain/phone-number.ts'
import { speaking } from '../../shared/domain/citizen.ts'
import { toDeskError } from '../../shared/errors.ts'
import type { z } from 'zod'
import type { CacheRows } from '../db/rows.ts'
import type { Clock, Log } from '../shell.ts'
import type { AskBackend } from '../sync/backend-client.ts'
import type { Outbox } from '../sync/outbox.ts'

export interface CallersDeps {
  rows: CacheRows
  outbox: Outbox
  clock: Clock
  log: Log
  country: () => 'EC' | 'ES'
  ask: AskBackend
}

/** Asks the city who a number is; never throws, because a call rings whatever the network does. */
export interface Callers {
  /** Whoever it is, is in the cache when this says `told`; after `stopped` there is no cache any more. */
  find(number: string): Promise<'told' | 'not-reached' | 'stopped'>
  /** Before the agent dials: nothing of it is kept. Undefined where the city does not know or does not answer. */
  who(number: string): Promise<Pick<NonNullable<CallerAnswer['citizen']>, 'citizenId' | 'name'> | undefined>
  sameCases(written: z.infer<typeof AskSameCases>): Promise<SameCase[]>
  /** What comes back from now on finds a closed cache. */
  stop(): void
}

export function createCallers({ rows, outbox, clock, log, country, ask }: CallersDeps): Callers {
  let stopped = false

  const askCity = (number: string) =>
    ask({ method: 'POST', path: paths.caller, body: { number }, reply: CallerAnswer }).catch(unanswered)

  function unanswered(error: unknown): undefined {
    log.info('the city did not say who calls', { code: toDeskError(error).code })
  }

  function keep(number: string, { citizen, history, requests }: CallerAnswer): void {
    const seenAt = new Date(clock.now()).toISOString()
    rows.together(() => {
      rows.callers.put(number, { history, requests }, seenAt)
      if (!citizen) return
      const phones = citizen.phones.map((phone) => normalisePhone(phone, country()))
      // A language chosen here that the city has not heard of yet stays on top.
      const unsent = outbox.stateOf(citizen.citizenId) === 'pending'
      const chosen = unsent ? rows.citizens.byId(citizen.citizenId)?.language : citizen.language
      rows.citizens.put(speaking({ ...citizen, phones }, chosen), seenAt)
    })
  }

  return {
    async find(number) {
      const answer = await askCity(number)
      if (stopped) return 'stopped'
      if (!answer) return 'not-reached'
      keep(number, answer)
      return 'told'
    },
    who: async (number) => (await askCity(number))?.citizen ?? undefined,
    async sameCases(written) {
      const found = await ask({
        method: 'POST',
        path: paths.sameCases,
        body: written,
        reply: SameCases,
      }).catch(unanswered)
      return found ?? []
    },
    stop() {
      stopped = true
    },
  }
}
