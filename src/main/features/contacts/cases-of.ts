import type { Service } from '../../../shared/domain/catalogue.ts'
import {
  enterSecondLevel,
  type AnswerTerms,
  type StepAuthor,
} from '../../../shared/domain/cases/case-life.ts'
import type { Dossier } from '../../../shared/domain/cases/dossier.ts'
import { answersInWords, answersSent, firstFault } from '../../../shared/domain/cases/form-answers.ts'
import type { FormQuestion } from '../../../shared/domain/cases/service-form.ts'
import { exitOf, type Exit } from '../../../shared/domain/cases/exit.ts'
import { areaOf, unitFor, type NamedArea } from '../../../shared/domain/cases/routing.ts'
import type { Interaction, InteractionDraft } from '../../../shared/domain/interaction.ts'
import type { RunOutcome } from '../../../shared/domain/run-script.ts'
import type { ScriptRun } from '../../../shared/domain/script-run.ts'
import type { AppointmentWish, Escalation } from '../../../shared/domain/second-level.ts'
import type { ServiceRequest } from '../../../shared/domain/service-request.ts'
import { DeskError } from '../../../shared/errors.ts'

/** As the schema of a case has it. */
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
  /** Everything that was asked, as level 2 will read it. */
  dossierOf: (interaction: Interaction, notes: string) => Dossier
  by: StepAuthor
  termsOf: (unitId: string | undefined) => AnswerTerms
  /** Of the city; an address that names one says where the case goes, unless the agent said otherwise. */
  areas: readonly NamedArea[]
  /** What is asked with cases of this service. */
  questionsOf: (serviceCode: string) => readonly FormQuestion[]
  timeZone: string
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
  const exit = clearExit(draft)
  const escalation = exit.kind === 'escalation' ? exit.escalation : undefined
  const wish = exit.kind === 'appointment' ? exit.wish : undefined
  const taking = (takes: Service['takes']) => facts.services.find((service) => service.takes === takes)
  const own = draft.serviceCode ?? (escalation && neededService(taking('second-level')))
  if (own !== undefined) checkForm(own, draft, facts, escalation !== undefined)
  const asksItself = taking('appointments')?.serviceCode === own || draft.disposition === 'CIT'
  const bare = own === undefined ? undefined : requestFrom(interaction, draft, own, facts, escalation)
  const hour = exit.kind === 'appointment' ? exit.appointmentId : undefined
  const main = bare && hour !== undefined ? { ...bare, appointmentId: hour } : bare
  if (!wish) return main ? [main] : []
  if (main && asksItself) return [withWish(main, wish)]
  const visit = requestFrom(interaction, draft, neededService(taking('appointments')), facts, undefined)
  return [...(main ? [main] : []), withWish(visit, wish)]
}

/** Throws `invalid-input` that names the question whose answer cannot stand. */
function checkForm(
  serviceCode: string,
  { formAnswers }: InteractionDraft,
  facts: ClosingFacts,
  escalated: boolean,
): void {
  const questions = facts.questionsOf(serviceCode)
  const found = firstFault(questions, formAnswers?.[serviceCode] ?? {}, { escalated })
  if (found) throw new DeskError('invalid-input', `formAnswers.${found.code}: ${found.fault}.`)
}

/** Everything that was asked of the citizen, the service's form with it, as level 2 will read it. */
export function wholeDossier(
  interaction: Interaction,
  draft: InteractionDraft,
  serviceCode: string | undefined,
  facts: Pick<ClosingFacts, 'dossierOf' | 'questionsOf'>,
): Dossier {
  const dossier = facts.dossierOf(interaction, draft.notes)
  if (serviceCode === undefined) return dossier
  const form = answersInWords(facts.questionsOf(serviceCode), draft.formAnswers?.[serviceCode] ?? {})
  return form.length === 0 ? dossier : { ...dossier, form }
}

/** How the contact leaves level 1. Throws `invalid-input` where it leaves by two exits, or to level 2 without a word. */
export function clearExit(draft: InteractionDraft): Exclude<Exit, { kind: 'unclear' }> {
  const exit = exitOf(draft)
  if (exit.kind === 'unclear') throw refused[exit.lacking]()
  return exit
}

const refused = {
  'one-exit': () =>
    new DeskError(
      'invalid-input',
      'escalation: a contact goes to level 2 or to an appointment, not to both.',
    ),
  summary: () =>
    new DeskError('invalid-input', 'escalation: say in a line why the second level must answer.'),
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
  const questions = facts.questionsOf(serviceCode)
  // What the form asks is answered there: a script's answer under the same name is shown in it, to be corrected.
  for (const { code } of questions) delete attributes[code]
  Object.assign(attributes, answersSent(questions, draft.formAnswers?.[serviceCode] ?? {}, facts.timeZone))
  const service = facts.services.find((each) => each.serviceCode === serviceCode)
  const areaId = draft.areaId ?? areaOf(draft.address, facts.areas)
  const unitId = escalation?.unitId ?? (service && unitFor(service, areaId))
  return {
    serviceRequestId: facts.newId(),
    serviceCode,
    status: 'open',
    requesterName: draft.callerName,
    phone: facts.normalise(draft.callbackNumber === '' ? interaction.number : draft.callbackNumber),
    address: draft.address,
    description: describedBy(interaction, draft, escalation),
    attributes,
    interactionId: interaction.interactionId,
    requestedAt: facts.at,
    updatedAt: facts.at,
    filedBy: facts.by.agentId,
    ...(escalation
      ? {
          escalation,
          dossier: wholeDossier(interaction, draft, serviceCode, facts),
          secondLevel: enterSecondLevel(escalation.reason, facts.by, facts.at, facts.termsOf(unitId)),
        }
      : {}),
    ...(areaId === undefined ? {} : { areaId }),
    ...(unitId === undefined ? {} : { unitId }),
    ...(interaction.citizenId === undefined ? {} : { citizenId: interaction.citizenId }),
    ...(interaction.attachments?.length ? { attachments: interaction.attachments } : {}),
  }
}

/** What whoever takes the case over reads first. */
export function describedBy(
  interaction: Interaction,
  draft: InteractionDraft,
  escalation: Escalation | undefined,
): string {
  return [...levelWords(draft, escalation), draft.description, ...writtenSummaries(interaction)]
    .filter(Boolean)
    .join('\n')
    .slice(0, longestDescription)
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
