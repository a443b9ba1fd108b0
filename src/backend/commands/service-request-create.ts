import type { Transaction } from 'kysely'
import { applyServiceRequestCreate } from '../../shared/apply.ts'
import { Service } from '../../shared/domain/catalogue.ts'
import { lockRecord, readRecord } from '../changes/change-log.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'
import { nextReferenceNumber } from '../units/reference-number.ts'
import type { CommandOf, Verdict } from './verdict.ts'

/** Gives the case its unit and its number. The unit takes it later, as a step of its own: see `unit-intake`. */
export async function createServiceRequest(
  trx: Transaction<Database>,
  command: Pick<CommandOf<'serviceRequest.create'>, 'payload'>,
  at: Date,
): Promise<Verdict> {
  const { request } = command.payload
  const service = Service.optional().parse(await readRecord(trx, 'service', request.serviceCode))
  if (!service) return { status: 'rejected', reason: `No service has the code ${request.serviceCode}.` }
  const city = await readCity(trx)
  await lockRecord(trx, request.serviceRequestId)
  const standing = await readRecord(trx, 'service-request', request.serviceRequestId)
  if (standing !== undefined) return { status: 'rejected', reason: 'A case with this id exists already.' }
  const referenceNumber = await nextReferenceNumber(trx, at, city.timeZone)
  await trx
    .insertInto('service_requests')
    .values({
      service_request_id: request.serviceRequestId,
      reference_number: referenceNumber,
      unit_id: service.unitId,
      accepted_at: at,
      received_at: null,
    })
    .execute()
  const doc = applyServiceRequestCreate(command.payload, {
    referenceNumber,
    unitId: service.unitId,
    at: at.toISOString(),
  })
  return {
    status: 'accepted',
    writes: [{ entity: 'service-request', id: request.serviceRequestId, doc }],
  }
}
