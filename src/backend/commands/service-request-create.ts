import { commandRefusals } from '../../shared/domain/command-refusals.ts'
import { sql, type Transaction } from 'kysely'
import { applyServiceRequestCreate } from '../../shared/apply.ts'
import { Agent } from '../../shared/domain/agent.ts'
import { caseRefusals, type CaseRefusal } from '../../shared/domain/cases/case-life.ts'
import { unitFor } from '../../shared/domain/cases/routing.ts'
import { Service } from '../../shared/domain/catalogue.ts'
import type { ServiceRequest } from '../../shared/domain/service-request.ts'
import { DeskError } from '../../shared/errors.ts'
import { lockRecords, readNamed, readRecords } from '../changes/change-log.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'
import { queueDeliveries, routesOf } from '../open311/client/deliveries.ts'
import { readAnswerTerms } from '../units/answer-terms.ts'
import { nextReferenceNumbers } from '../units/reference-number.ts'
import type { CommandOf, Verdict } from './verdict.ts'

/** Without an agent it is another program that files. */
type Create = Pick<CommandOf<'serviceRequest.create'>, 'payload'> & { agentId?: string }
interface FiledCase {
  readonly serviceRequestId: string
  readonly referenceNumber: string
  readonly unitId: string
}

/** Gives each case its unit and its number. The unit takes it later, as a step of its own: see `unit-intake`. */
export async function createServiceRequests(
  trx: Transaction<Database>,
  commands: readonly Create[],
  at: Date,
): Promise<Verdict[]> {
  const requests = commands.map(({ payload }) => payload.request)
  const codes = requests.map((request) => request.serviceCode)
  const named = await readNamed(trx, [
    ...codes.map((id) => ({ entity: 'service' as const, id })),
    ...requests.flatMap(askedUnit).map((id) => ({ entity: 'unit' as const, id })),
    ...commands.flatMap(({ agentId }) =>
      agentId === undefined ? [] : { entity: 'agent' as const, id: agentId },
    ),
  ])
  const ids = requests.map((request) => request.serviceRequestId)
  await lockRecords(trx, ids)
  const standing = await readRecords(trx, 'service-request', ids)
  const units = requests.map((request) => {
    const service = Service.optional().parse(named('service', request.serviceCode))
    const own = service && unitFor(service, request.areaId)
    const [wanted] = askedUnit(request)
    // Another unit than the service's only where it exists; without the service there is no case at all.
    return own !== undefined && wanted !== undefined && named('unit', wanted) !== undefined ? wanted : own
  })
  const free = requests.filter(
    (request, index) =>
      units[index] !== undefined &&
      !standing.has(request.serviceRequestId) &&
      exitRefusal(request) === undefined,
  )
  const city = await readCity(trx)
  const routes = await routesOf(trx, codes)
  const termsOf = await readAnswerTerms(
    trx,
    city,
    units.flatMap((unitId) => unitId ?? []),
  )
  // The counter is locked from here on for all others: whatever can be asked before was asked before.
  const numbers = await nextReferenceNumbers(trx, free.length, at, city.timeZone)
  const numberOf = new Map(free.map(({ serviceRequestId }, index) => [serviceRequestId, numbers[index]]))

  const filed: FiledCase[] = []
  const verdicts = commands.map(({ payload, agentId }, index): Verdict => {
    const { serviceRequestId, serviceCode } = payload.request
    const unitId = units[index]
    if (unitId === undefined) return { status: 'rejected', reason: commandRefusals.serviceUnknown }
    const refusal = exitRefusal(payload.request)
    if (refusal !== undefined) return { status: 'rejected', reason: refusal }
    const referenceNumber = numberOf.get(serviceRequestId)
    if (referenceNumber === undefined) return { status: 'rejected', reason: commandRefusals.exists }
    filed.push({ serviceRequestId, referenceNumber, unitId })
    const name = Agent.optional().parse(named('agent', agentId ?? ''))?.name
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
    await insertFiled(trx, filed, at)
    if (routes.size > 0) await queueDeliveries(trx, free, at)
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

async function insertFiled(trx: Transaction<Database>, filed: readonly FiledCase[], at: Date): Promise<void> {
  await sql`
    INSERT INTO service_requests (service_request_id, reference_number, unit_id, accepted_at)
    SELECT service_request_id, reference_number, unit_id, ${at}::timestamptz
    FROM unnest(
      ${filed.map(({ serviceRequestId }) => serviceRequestId)}::text[],
      ${filed.map(({ referenceNumber }) => referenceNumber)}::text[],
      ${filed.map(({ unitId }) => unitId)}::text[]
    ) AS filed (service_request_id, reference_number, unit_id)`.execute(trx)
}

/**
 * Level 1 leaves by one exit, and to level 2 only with a summary (domain §2.7); a desk that says otherwise is not
 * believed.
 */
function exitRefusal({
  escalation,
  appointmentWish,
  appointmentId,
}: ServiceRequest): CaseRefusal | undefined {
  if (escalation && (appointmentWish !== undefined || appointmentId !== undefined))
    return caseRefusals.twoExits
  return escalation?.reason.trim() === '' ? caseRefusals.noReason : undefined
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
