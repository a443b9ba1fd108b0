import type { Contact } from '../../../shared/contract.ts'
import type { Call } from '../../../shared/domain/call.ts'
import { isProtected } from '../../../shared/domain/protected-outcome.ts'
import type { Country } from '../../../shared/domain/city.ts'
import type { Interaction } from '../../../shared/domain/interaction.ts'
import type { Citizen } from '../../../shared/domain/citizen.ts'
import type { ServiceRequest } from '../../../shared/domain/service-request.ts'
import { maskIdentifier, maskPhone } from '../../../shared/domain/phone-number.ts'
import { suggestScript } from '../../../shared/domain/run-script.ts'
import type { CacheRows } from '../../db/rows.ts'

const historyLimit = 8
const requestLimit = 8

/** Cases of a citizen or number, with those that the city told beside him. */
export type RequestsOf = (
  who: { citizenId: string | undefined; phone: string },
  told: readonly ServiceRequest[],
  limit: number,
) => Contact['requests']

/** Everything the screen pops with, from the cache alone: it never waits for the network. */
export function contactView(
  interaction: Interaction,
  facts: {
    walk: Contact['walk']
    call: Call | undefined
    country: Country
    wrapUpEndsAt: number | undefined
    requestsOf: RequestsOf
    caller: Contact['caller']
  },
  rows: CacheRows,
): Contact {
  const { citizenId, number } = interaction
  const citizen = citizenId === undefined ? undefined : rows.citizens.byId(citizenId)
  const history = rows.interactions
    .historyOf({ citizenId, number }, historyLimit + 1)
    .filter((one) => one.interactionId !== interaction.interactionId && !isProtected(one.draft.disposition))
    .map(({ interactionId, offeredAt, queue, draft: { disposition } }) => ({
      interactionId,
      at: offeredAt,
      queue,
      ...(disposition === undefined ? {} : { disposition }),
    }))
  const told = rows.callers.byNumber(number)?.told ?? { history: [], requests: [] }
  const here = new Set([interaction.interactionId, ...history.map((one) => one.interactionId)])
  return {
    interaction,
    call: facts.call ?? null,
    caller: facts.caller,
    citizen: citizen ? masked(citizen, facts.country) : null,
    phone: { masked: maskPhone(number, facts.country) },
    history: [...history, ...told.history.filter((one) => !here.has(one.interactionId))]
      .toSorted((one, other) => other.at.localeCompare(one.at))
      .slice(0, historyLimit),
    requests: facts.requestsOf({ citizenId, phone: number }, told.requests, requestLimit),
    suggestedScriptId: suggestScript(rows.knowledge.all('script'), interaction) ?? null,
    walk: facts.walk,
    wrapUpEndsAt: facts.wrapUpEndsAt === undefined ? null : new Date(facts.wrapUpEndsAt).toISOString(),
  }
}

/** Others may see the screen at home: what identifies a person leaves the core only when it is asked for. */
function masked(citizen: Citizen, country: Country): Citizen {
  return {
    ...citizen,
    phones: citizen.phones.map((phone) => maskPhone(phone, country)),
    ...(citizen.document === undefined ? {} : { document: maskIdentifier(citizen.document) }),
  }
}
