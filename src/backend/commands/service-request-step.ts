import type { Transaction } from 'kysely'
import { caseRefusals, stepCase } from '../../shared/domain/cases/case-life.ts'
import { ServiceRequest } from '../../shared/domain/service-request.ts'
import { lockRecords, readRecords } from '../changes/change-log.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'
import { readAgent } from '../sign-in/agents.ts'
import { readAnswerTerms } from '../units/answer-terms.ts'
import type { CommandOf, Verdict } from './verdict.ts'

/** Whose step it is, and when it was taken, is the backend's to say; of two who take one case the first has it. */
export async function stepServiceRequests(
  trx: Transaction<Database>,
  commands: readonly CommandOf<'serviceRequest.step'>[],
  at: Date,
): Promise<Verdict[]> {
  const ids = commands.map(({ payload }) => payload.serviceRequestId)
  await lockRecords(trx, ids)
  const standing = new Map(
    [...(await readRecords(trx, 'service-request', ids))].map(([id, doc]) => [id, ServiceRequest.parse(doc)]),
  )
  const termsOf = await readAnswerTerms(
    trx,
    await readCity(trx),
    [...standing.values()].flatMap(({ unitId }) => unitId ?? []),
  )
  const verdicts: Verdict[] = []
  for (const { agentId, payload } of commands) {
    const { serviceRequestId: id, step } = payload
    const before = standing.get(id)
    if (!before) {
      verdicts.push({ status: 'rejected', reason: caseRefusals.gone })
      continue
    }
    const agent = await readAgent(trx, agentId)
    const by = { agentId, name: agent?.name ?? agentId, units: agent?.units }
    const stepped = stepCase(before, step, by, at.toISOString(), termsOf(before.unitId))
    if ('refusal' in stepped) verdicts.push({ status: 'rejected', reason: stepped.refusal })
    else {
      standing.set(id, stepped.request)
      verdicts.push({
        status: 'accepted',
        writes: [{ entity: 'service-request', id, doc: stepped.request }],
      })
    }
  }
  return verdicts
}
