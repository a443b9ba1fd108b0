import { commandRefusals } from '../../shared/domain/command-refusals.ts'
import type { Insertable, Transaction } from 'kysely'
import { applyServiceRequestCreate } from '../../shared/apply.ts'
import { Agent } from '../../shared/domain/agent.ts'
import { caseRefusals } from '../../shared/domain/cases/case-life.ts'
import { unitFor } from '../../shared/domain/cases/routing.ts'
import { Service } from '../../shared/domain/catalogue.ts'
import type { ServiceRequest } from '../../shared/domain/service-request.ts'
import { DeskError } from '../../shared/errors.ts'
import { lockRecords, readRecords } from '../changes/change-log.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'
import { queueDeliveries, routesOf } from '../open311/client/deliveries.ts'
import { readAnswerTerms } from '../units/answer-terms.ts'
import { nextReferenceNumbers } from '../units/reference-number.ts'
import type { CommandOf, Verdict } from './verdict.ts'

/** Without an agent it is another program that files. */
type Create = Pick<CommandOf<'serviceRequest.create'>, 'payload'> & { agentId?: string }
type FiledCase = Insertable<Database['service_requests']>

/** Gives each case its unit and its number. The unit takes it later, as a step of its own: see `unit-intake`. */
export async function createServiceRequests(
  trx: Transaction<Database>,
  commands: readonly Create[],
  at: Date,
): Promise<Verdict[]> {
  const requests = commands.map(({ payload }) => payload.request)
  const codes = requests.map((request) => request.serviceCode)
  const services = await readRecords(trx, 'service', codes)
  const ids = requests.map((request) => request.serviceRequestId)
  await lockRecords(trx, ids)
  const standing = await readRecords(trx, 'service-request', ids)
  const asked = await readRecords(trx, 'unit', requests.flatMap(askedUnit))
  const units = requests.map((request) => {
    const service = Service.optional().parse(services.get(request.serviceCode))
    const own = service && unitFor(service, request.areaId)
    const [wanted] = askedUnit(request)
    // Another unit than the service's only where it exists; without the service there is no case at all.
    return own !== undefined && wanted !== undefined && asked.has(wanted) ? wanted : own
  })
  const free = requests.filter(
    (request, index) =>
      units[index] !== undefined && !standing.has(request.serviceRequestId) && !hasTwoExits(request),
  )
  const { timeZone } = await readCity(trx)
  const numbers = await nextReferenceNumbers(trx, free.length, at, timeZone)
  const numberOf = new Map(free.map(({ serviceRequestId }, index) => [serviceRequestId, numbers[index]]))

  const routes = await routesOf(trx, codes)
  const termsOf = await readAnswerTerms(
    trx,
    units.flatMap((unitId) => unitId ?? []),
  )
  const filers = await readRecords(
    trx,
    'agent',
    commands.flatMap(({ agentId }) => agentId ?? []),
  )

  const filed: FiledCase[] = []
  const verdicts = commands.map(({ payload, agentId }, index): Verdict => {
    const { serviceRequestId, serviceCode } = payload.request
    const unitId = units[index]
    if (unitId === undefined) return { status: 'rejected', reason: commandRefusals.serviceUnknown }
    if (hasTwoExits(payload.request)) return { status: 'rejected', reason: caseRefusals.twoExits }
    const referenceNumber = numberOf.get(serviceRequestId)
    if (referenceNumber === undefined) return { status: 'rejected', reason: commandRefusals.exists }
    filed.push({
      service_request_id: serviceRequestId,
      reference_number: referenceNumber,
      unit_id: unitId,
      accepted_at: at,
      received_at: null,
    })
    const name = Agent.optional().parse(filers.get(agentId ?? ''))?.name
    const doc = applyServiceRequestCreate(payload, {
      referenceNumber,
      unitId,
      at: at.toISOString(),
      destinations: routes.get(serviceCode) ?? [],
      terms: termsOf(unitId),
      ...(agentId === undefined ? {} : { filedBy: { agentId, name: name ?? agentId } }),
    })
    return { status: 'accepted', writes: [{ entity: 'service-request', id: serviceRequestId, doc }] }
  })
  if (filed.length > 0) {
    await trx.insertInto('service_requests').values(filed).execute()
    await queueDeliveries(trx, free, at)
    const links = free.flatMap(({ serviceRequestId, attachments = [] }) =>
      attachments.map(({ attachmentId }) => ({
        service_request_id: serviceRequestId,
        attachment_id: attachmentId,
      })),
    )
    if (links.length > 0) await trx.insertInto('case_attachments').values(links).execute()
  }
  return verdicts
}

/** Level 1 leaves by one exit (domain §2.7); a desk that says otherwise is not believed. */
function hasTwoExits({ escalation, appointmentWish, appointmentId }: ServiceRequest): boolean {
  return escalation !== undefined && (appointmentWish !== undefined || appointmentId !== undefined)
}

/** Whom the case was left to: the specialists of an escalation, the office of an appointment. */
function askedUnit({ escalation, appointmentWish }: ServiceRequest): string[] {
  return [escalation?.unitId ?? appointmentWish?.unitId].filter((unitId) => unitId !== undefined)
}

/** The same for a case that comes alone, on another way than a desk's batch. */
export async function createServiceRequest(
  trx: Transaction<Database>,
  command: Create,
  at: Date,
): Promise<Verdict> {
  const [verdict] = await createServiceRequests(trx, [command], at)
  if (!verdict) throw new DeskError('internal', 'A case was not decided.')
  return verdict
}
