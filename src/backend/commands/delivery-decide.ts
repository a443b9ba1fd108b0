import type { Transaction } from 'kysely'
import { deliveryRefusals } from '../../shared/domain/delivery-decision.ts'
import type { DeliveryDecision } from '../../shared/domain/delivery-decision.ts'
import { ServiceRequest } from '../../shared/domain/service-request.ts'
import { lockRecords, readRecord } from '../changes/change-log.ts'
import type { Database } from '../database/schema.ts'
import { withDelivery, type Delivery } from '../open311/client/deliveries.ts'
import type { CommandOf, Verdict } from './verdict.ts'

/**
 * A person decides where the machine may not: see `deliveries.ts`. Who decided, and why, is kept; the desks hear of
 * it with the case.
 */
export async function decideDeliveries(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'delivery.decide'>[],
  at: Date,
): Promise<Verdict[]> {
  const ids = commands.map(({ payload }) => payload.decision.serviceRequestId)
  // The deliveries before the records, as the forwarder takes them: so nobody waits for the other in a circle.
  await trx
    .selectFrom('deliveries')
    .select('service_request_id')
    .where('service_request_id', 'in', ids)
    .orderBy('service_request_id')
    .orderBy('destination')
    .forUpdate()
    .execute()
  await lockRecords(trx, ids)
  const verdicts: Verdict[] = []
  for (const command of commands) verdicts.push(await decideOne(trx, command, at))
  return verdicts
}

async function decideOne(
  trx: Transaction<Database>,
  { commandId, agentId, payload: { decision } }: CommandOf<'delivery.decide'>,
  at: Date,
): Promise<Verdict> {
  const { serviceRequestId, destination, reason } = decision
  const delivery = await trx
    .selectFrom('deliveries')
    .selectAll()
    .where('service_request_id', '=', serviceRequestId)
    .where('destination', '=', destination)
    .executeTakeFirst()
  const waits = delivery && (delivery.state === 'refused' || delivery.state === 'unknown')
  if (!waits || delivery.next_at !== null) return { status: 'rejected', reason: deliveryRefusals.settled }
  if (decision.decision === 'arrived' && decision.reference === undefined)
    return { status: 'rejected', reason: deliveryRefusals.noNumber }
  const decided = await trx
    .updateTable('deliveries')
    // One more: whoever holds an old lease of it writes nothing more.
    .set({ ...standingAfter(decision, at), attempts: delivery.attempts + 1, changed_at: at })
    .where('service_request_id', '=', serviceRequestId)
    .where('destination', '=', destination)
    .returningAll()
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('delivery_decisions')
    .values({
      command_id: commandId,
      service_request_id: serviceRequestId,
      destination,
      agent_id: agentId,
      decision: decision.decision,
      reason,
      state_before: delivery.state,
      decided_at: at,
    })
    .execute()
  const standing = ServiceRequest.parse(await readRecord(trx, 'service-request', serviceRequestId))
  const corrected = { ...standing, ...decision.correction }
  const doc = (await withDelivery(trx, corrected, decided, at)) ?? corrected
  return { status: 'accepted', writes: [{ entity: 'service-request', id: serviceRequestId, doc }] }
}

function standingAfter(
  { decision, reason, reference }: DeliveryDecision,
  at: Date,
): Pick<Delivery, 'state' | 'reason' | 'next_at' | 'reference'> {
  switch (decision) {
    case 'again':
      return { state: 'queued', reason: null, next_at: at, reference: null }
    case 'arrived':
      return { state: 'delivered', reason: null, next_at: null, reference: reference ?? null }
    case 'give-up':
      return { state: 'given-up', reason, next_at: null, reference: null }
  }
}
