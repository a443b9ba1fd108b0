import type { ServiceRequest } from '../../../shared/domain/service-request.ts'
import type { DeskRules } from '../../../shared/domain/desk.ts'
import { withoutPerson, withoutRequester } from '../../../shared/domain/without-person.ts'
import type { CacheRows } from '../../db/rows.ts'
import type { Clock } from '../../shell.ts'
import type { Outbox } from '../../sync/outbox.ts'

/** domain §6.3: contact end + 15 minutes once acknowledged, where the city names no window of its own. */
const usualKeepMinutes = 15
/** The agent's own list of calls, by then without a person. */
const ownListMs = 24 * 60 * 60_000
/** How calls sounded: the longest fault of a line that anybody looks for (issue 3, §5). */
const callQualityMs = 30 * 24 * 60 * 60_000
const everyMs = 5 * 60_000
/** A few at a time: nothing here may hold the thread while a call rings. What is left comes right after. */
const rowsAtOnce = 100
const nextLotMs = 1_000

export interface Retention {
  start(): void
  stop(): void
  /** What is over for longer than the window and known to the backend loses its person. False: there is more. */
  run(): boolean
}

/**
 * Lets citizens go from this machine. What was not acknowledged stays until it is: a case outlives every window.
 * Numbers, services and states stay, so that the agent still finds his own work.
 */
export function createRetention(deps: {
  rows: CacheRows
  outbox: Outbox
  clock: Clock
  rules: () => DeskRules | undefined
  /** An open case that this desk answers for: level 2 reads it until it is done. */
  inWork: (request: ServiceRequest) => boolean
}): Retention {
  const { rows, outbox, clock } = deps
  let cancel = () => {}
  const before = (ms: number) => new Date(clock.now() - ms).toISOString()
  const settled = (subject: string) => outbox.stateOf(subject) === 'none'

  /** Where the last lot of cases ended: those in work stay, and the ones after them are not kept for that. */
  let casesFrom = ''

  /** Who is on the line stays; his window begins when he hangs up. */
  function keepLive(): void {
    for (const { number, citizenId } of rows.interactions.unfinished()) {
      rows.callers.touch(number, before(0))
      if (citizenId !== undefined) rows.citizens.touch(citizenId, before(0))
    }
  }

  function run(): boolean {
    const keepMs = (deps.rules()?.keepMinutes ?? usualKeepMinutes) * 60_000
    const old = rows.interactions.endedBefore(before(Math.max(keepMs, ownListMs)), rowsAtOnce)
    const over = rows.interactions.namedBefore(before(keepMs), rowsAtOnce)
    const cases = rows.serviceRequests.namedBetween(casesFrom, before(keepMs), rowsAtOnce)
    const people = rows.together(() => {
      keepLive()
      const gone = rows.citizens.seenBefore(before(keepMs), rowsAtOnce).filter(settled)
      for (const citizenId of gone) rows.citizens.remove(citizenId)
      rows.callers.forgetSeenBefore(before(keepMs))
      rows.callQualities.forgetBefore(before(callQualityMs))
      for (const one of old) if (settled(one.interactionId)) rows.interactions.remove(one.interactionId)
      for (const one of over) if (settled(one.interactionId)) rows.interactions.put(withoutPerson(one))
      for (const one of cases)
        if (settled(one.serviceRequestId) && !deps.inWork(one))
          rows.serviceRequests.put(withoutRequester(one))
      return gone
    })
    casesFrom = cases.length < rowsAtOnce ? '' : (cases.at(-1)?.requestedAt ?? '')
    return cases.length < rowsAtOnce && people.length < rowsAtOnce
  }

  function again(): void {
    cancel = clock.after(run() ? everyMs : nextLotMs, again)
  }

  return { start: again, stop: () => cancel(), run }
}
