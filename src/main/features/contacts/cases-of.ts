import type { Service } from '../../../shared/domain/catalogue.ts'
import type { Interaction, InteractionDraft } from '../../../shared/domain/interaction.ts'
import type { RunOutcome } from '../../../shared/domain/run-script.ts'
import type { ScriptRun } from '../../../shared/domain/script-run.ts'
import type { AppointmentWish, Escalation } from '../../../shared/domain/second-level.ts'
import type { ServiceRequest } from '../../../shared/domain/service-request.ts'
import { DeskError } from '../../../shared/errors.ts'

/** As the schemas of a case have them. */
const longestReason = 300
const longestDescription = 4000

/** In the language of the city's own papers, as the packs are. */
const partsOfDay = { any: '', morning: 'por la mañana', afternoon: 'por la tarde' } as const
const writtenBy = { sms: 'SMS', email: 'correo' } as const

/** What cases are made of beside the contact itself. */
export interface ClosingFacts {
  at: string
  newId: () => string
  services: readonly Service[]
  outcomeOf: (run: ScriptRun) => RunOutcome | undefined
  /** The number in the form the cache asks by. */
  normalise: (number: string) => string
}

/**
 * The cases of a contact. What level 1 cannot answer goes to the second level with its reason, also where no
 * service was named; a wish for an appointment is a case of its own, unless the case already asks for one.
 */
export function casesOf(
  interaction: Interaction,
  draft: InteractionDraft,
  facts: ClosingFacts,
): ServiceRequest[] {
  const escalation = escalationOf(draft)
  const wish = draft.appointmentWish
  const taking = (takes: Service['takes']) => facts.services.find((service) => service.takes === takes)
  const own = draft.serviceCode ?? (escalation && neededService(taking('second-level')))
  const asksItself = taking('appointments')?.serviceCode === own || draft.disposition === 'CIT'
  const main = own === undefined ? undefined : requestFrom(interaction, draft, own, facts, escalation)
  if (!wish) return main ? [main] : []
  if (main && asksItself) return [withWish(main, wish)]
  const visit = requestFrom(interaction, draft, neededService(taking('appointments')), facts, undefined)
  return [...(main ? [main] : []), withWish(visit, wish)]
}

/** Why the second level: as it was written, else the first line of what was. Throws `invalid-input` without any. */
function escalationOf({
  disposition,
  escalation,
  description,
  notes,
}: InteractionDraft): Escalation | undefined {
  if (escalation === undefined && disposition !== 'ESC-2') return undefined
  const firstLine = (text: string) => text.trim().split('\n')[0]?.slice(0, longestReason) ?? ''
  const reason = [escalation?.reason.trim(), firstLine(description), firstLine(notes)].find(Boolean)
  if (reason === undefined)
    throw new DeskError('invalid-input', 'escalation: say in a line why the second level must answer.')
  return { ...escalation, reason }
}

function neededService(service: Service | undefined): string {
  if (service) return service.serviceCode
  throw new DeskError('invalid-input', 'serviceCode: choose the service that the case is for.')
}

/** In words too: a system of others that takes the case reads its description and no more (Open311). */
function withWish(request: ServiceRequest, wish: AppointmentWish): ServiceRequest {
  const day = wish.day === '' ? 'cualquier día' : wish.day
  const words = ['Pide cita', day, partsOfDay[wish.partOfDay], wish.place].filter(Boolean).join(' · ')
  return {
    ...request,
    description: [words, request.description].filter(Boolean).join('\n').slice(0, longestDescription),
    appointmentWish: wish,
    ...(wish.unitId === undefined ? {} : { unitId: wish.unitId }),
  }
}

function requestFrom(
  interaction: Interaction,
  draft: InteractionDraft,
  serviceCode: string,
  facts: ClosingFacts,
  escalation: Escalation | undefined,
): ServiceRequest {
  const attributes: Record<string, string> = {}
  for (const run of interaction.runs) {
    const answered = facts.outcomeOf(run)?.attributes
    for (const [name, value] of Object.entries(answered ?? {})) attributes[name] = value
  }
  const unitId =
    escalation?.unitId ?? facts.services.find((service) => service.serviceCode === serviceCode)?.unitId
  return {
    serviceRequestId: facts.newId(),
    serviceCode,
    status: 'open',
    requesterName: draft.callerName,
    phone: facts.normalise(draft.callbackNumber === '' ? interaction.number : draft.callbackNumber),
    address: draft.address,
    description: [...levelWords(draft, escalation), draft.description, ...writtenSummaries(interaction)]
      .filter(Boolean)
      .join('\n')
      .slice(0, longestDescription),
    attributes,
    interactionId: interaction.interactionId,
    requestedAt: facts.at,
    updatedAt: facts.at,
    ...(escalation ? { escalation } : {}),
    ...(unitId === undefined ? {} : { unitId }),
    ...(interaction.citizenId === undefined ? {} : { citizenId: interaction.citizenId }),
  }
}

function levelWords({ description }: InteractionDraft, escalation: Escalation | undefined): string[] {
  return escalation && !description.includes(escalation.reason) ? [`Segundo nivel: ${escalation.reason}`] : []
}

/** What the citizen was promised in writing: whoever takes the case over sees the words and how he wants them. */
export function writtenSummaries({ runs }: Interaction): string[] {
  const taken = runs.flatMap((run) => run.taken ?? [])
  return taken.flatMap(({ action }) =>
    action.kind === 'summary' ? [`Resumen por escrito (${writtenBy[action.by]}): ${action.text}`] : [],
  )
}
