import type { Kysely } from 'kysely'
import { publishWeek, weekIdOf } from '../../shared/domain/schedules/publish.ts'
import type { AgentWeek, DatedShift } from '../../shared/domain/schedules/dated-shift.ts'
import { judgeDraft, sameWork } from '../../shared/domain/schedules/violations.ts'
import { DeskError } from '../../shared/errors.ts'
import { readDisconnected } from '../breaks/disconnection.ts'
import { lockRecords, writeRecords } from '../changes/change-log.ts'
import type { Database } from '../database/schema.ts'
import { writeAudit } from './audit.ts'
import { readDraft, readUsualShifts, readWeekFile } from './week-file.ts'

type By = { agentId: string; at: Date }

/** Throws `conflict` where somebody saved since it was read: nobody's work is lost under another's. */
export async function saveDraft(
  db: Kysely<Database>,
  weekStart: string,
  draft: { version: number; shifts: readonly { day: string }[] },
  by: By,
): Promise<number> {
  return await db.transaction().execute(async (trx) => {
    await lockRecords(trx, [`draft ${weekStart}`])
    const standing = await readDraft(trx, weekStart)
    if ((standing?.version ?? 0) !== draft.version)
      throw new DeskError('conflict', 'Somebody else has saved this week. Read it again.')
    const next = {
      version: draft.version + 1,
      shifts: JSON.stringify(draft.shifts),
      changed_by: by.agentId,
      changed_at: by.at.toISOString(),
    }
    await trx
      .insertInto('schedule_drafts')
      .values({ week_start: weekStart, ...next })
      .onConflict((conflict) => conflict.column('week_start').doUpdateSet(next))
      .execute()
    await writeAudit(trx, by.at, {
      agentId: by.agentId,
      act: 'draft.saved',
      subject: weekStart,
      detail: `version ${next.version}, ${draft.shifts.length} shifts`,
    })
    return next.version
  })
}

/**
 * Tells every agent whose week is new or other than before. Throws `conflict` for a draft that somebody changed, or
 * that breaks a hard rule: it names the first. Changes within the notice period wait for each agent's yes.
 */
export async function publish(
  db: Kysely<Database>,
  weekStart: string,
  version: number,
  by: By,
): Promise<{ told: number; awaiting: number; held: number }> {
  return await db.transaction().execute(async (trx) => {
    await lockRecords(trx, [`draft ${weekStart}`])
    const file = await readWeekFile(trx, weekStart)
    if (file.version !== version)
      throw new DeskError('conflict', 'Somebody else has saved this week. Read it again.')
    await lockRecords(
      trx,
      file.agents.map(({ agentId }) => weekIdOf(agentId, weekStart)),
    )
    const [broken] = judgeDraft(file.shifts, {
      ...file,
      ...file.planning,
      now: by.at.getTime(),
    }).filter(({ hard }) => hard)
    if (broken)
      throw new DeskError(
        'conflict',
        `${broken.code}: ${broken.agentId} (${broken.found} / ${broken.allowed})`,
      )
    const usual = await readUsualShifts(trx)
    const weeks = file.agents.flatMap(({ agentId }): AgentWeek[] => {
      const before = file.published.find((week) => week.agentId === agentId)
      const week = publishWeek(
        before,
        file.shifts.filter((shift) => shift.agentId === agentId),
        {
          agentId,
          weekStart,
          at: by.at.toISOString(),
          profile: file.profile,
          timeZone: file.timeZone,
          absences: file.planning.absences,
          usual,
        },
      )
      return before && saysTheSame(before, week) ? [] : [week]
    })
    const awaiting = weeks.filter(({ awaited }) => awaited !== null).length
    await writeAudit(trx, by.at, {
      agentId: by.agentId,
      act: 'week.published',
      subject: weekStart,
      detail: `version ${version}, ${weeks.length} told, ${awaiting} awaiting`,
    })
    const disconnected = await readDisconnected(
      trx,
      weeks.map(({ agentId }) => agentId),
      by.at.getTime(),
    )
    await writeRecords(
      trx,
      weeks.map((week) => ({ entity: 'schedule-week', id: week.weekId, doc: week })),
      by.at,
      disconnected,
    )
    return { told: weeks.length, awaiting, held: disconnected.size }
  })
}

/** Then nobody is asked again, and what they answered stands. */
function saysTheSame(before: AgentWeek, after: AgentWeek): boolean {
  return (
    before.awaited === null &&
    after.awaited === null &&
    before.absentDays.join() === after.absentDays.join() &&
    before.shifts.length === after.shifts.length &&
    before.shifts.every((one) => after.shifts.some((other) => sameWork(one, other) && sameParts(one, other)))
  )
}

function sameParts(one: DatedShift, other: DatedShift): boolean {
  return JSON.stringify([one.pauses, one.blocks]) === JSON.stringify([other.pauses, other.blocks])
}
