import type { Kysely } from 'kysely'
import type { Agent } from '../../shared/domain/agent.ts'
import { SlotRule } from '../../shared/domain/appointments/slot-rule.ts'
import { slotNamed } from '../../shared/domain/appointments/slots-of.ts'
import { DeskError } from '../../shared/errors.ts'
import { lockRecords, readRecords, writeRecords } from '../changes/change-log.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'

/**
 * A unit publishes hours or takes them back (`next` undefined). Throws `forbidden` for whoever is not of the unit,
 * `invalid-input` for a unit or procedure that the city does not have, `conflict` where people have appointments in
 * hours that would go: they are moved or cancelled first, each one with a call.
 */
export async function publishHours(
  db: Kysely<Database>,
  ruleId: string,
  next: SlotRule | undefined,
  { agent, at }: { agent: Agent; at: Date },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockRecords(trx, [ruleId])
    const before = SlotRule.optional().parse((await readRecords(trx, 'slot-rule', [ruleId])).get(ruleId))
    if (!before && !next) throw new DeskError('not-found', 'ruleId: no such hours are published.')
    for (const rule of [before, next]) if (rule) onlyForUnit(agent, rule.unitId)
    if (next) {
      if ((await readRecords(trx, 'unit', [next.unitId])).size === 0)
        throw new DeskError('invalid-input', 'unitId: the city has no such unit.')
      const known = await readRecords(trx, 'procedure', next.procedureIds)
      const unknown = next.procedureIds.findIndex((procedureId) => !known.has(procedureId))
      if (unknown >= 0)
        throw new DeskError('invalid-input', `procedureIds.${unknown}: the city has no such procedure.`)
    }
    const { timeZone } = await readCity(trx)
    const seats = await trx
      .selectFrom('seats')
      .innerJoin('slots', 'slots.slot_id', 'seats.slot_id')
      .select('seats.slot_id')
      .where('slots.starts_at', '>', at)
      .where('held_until', 'is', null)
      .where(({ eb, fn, val }) =>
        eb(fn<string>('split_part', ['seats.slot_id', val('@'), val(1)]), '=', ruleId),
      )
      .execute()
    const stranded = seats.filter((seat) => !next || !slotNamed(seat.slot_id, next, timeZone))
    if (stranded.length > 0)
      throw new DeskError(
        'conflict',
        `rrule: ${stranded.length} appointments stand in hours that would go. Change or cancel them first.`,
      )
    await writeRecords(trx, [{ entity: 'slot-rule', id: ruleId, doc: next ?? null }], at)
  })
}

/** Its own specialists, and team leads for all. */
export function onlyForUnit(agent: Agent, unitId: string): void {
  if (agent.role === 'agent' && agent.units?.includes(unitId) !== true)
    throw new DeskError('forbidden', `unitId: this is for ${unitId} and for team leads.`)
}
