import { z } from 'zod'
import {
  FoundAppointments,
  NextReminder,
  appointmentPaths,
  type FoundAppointment,
} from '../../../shared/appointments-api.ts'
import type { CacheRows } from '../../db/rows.ts'
import type { HandlersOf } from '../../feature.ts'
import type { AskBackend } from '../../sync/backend-client.ts'

type UnitSide = Pick<
  HandlersOf<'appointments'>,
  | 'appointments.agenda'
  | 'appointments.publish'
  | 'appointments.withdraw'
  | 'appointments.nextReminder'
  | 'appointments.settleReminder'
>
type Found = Awaited<ReturnType<HandlersOf<'appointments'>['appointments.agenda']>>

/** How the answers that say nothing look. */
const nothing = z.object({})

/** What a unit does with its hours, and the calls that remind of them: asked of the city, kept nowhere. */
export function createUnitSide({
  rows,
  ask,
  known,
  onSaw,
  onChanged,
}: {
  rows: Pick<CacheRows, 'knowledge'>
  ask: AskBackend
  /** The appointment as this desk shows it. */
  known: (found: FoundAppointment) => Found
  onSaw: (what: { action: 'view' | 'list' | 'search'; recordId: string }) => void
  onChanged: () => void
}): UnitSide {
  return {
    async 'appointments.agenda'({ unitId, day }) {
      const { appointments } = await ask({
        method: 'GET',
        path: `${appointmentPaths.agenda(unitId)}?day=${day}`,
        reply: FoundAppointments,
      })
      onSaw({ action: 'list', recordId: unitId })
      return appointments.flatMap(known)
    },
    async 'appointments.publish'({ rule }) {
      await ask({ method: 'PUT', path: appointmentPaths.rule(rule.ruleId), body: rule, reply: nothing })
      rows.knowledge.put('slot-rule', rule.ruleId, rule)
      onChanged()
      return null
    },
    async 'appointments.withdraw'({ ruleId }) {
      await ask({ method: 'DELETE', path: appointmentPaths.rule(ruleId), reply: nothing })
      rows.knowledge.remove('slot-rule', ruleId)
      onChanged()
      return null
    },
    async 'appointments.nextReminder'() {
      const next = await ask({ method: 'POST', path: appointmentPaths.nextReminder, reply: NextReminder })
      if (next.reminder) onSaw({ action: 'view', recordId: next.reminder.appointment.appointmentId })
      return next
    },
    async 'appointments.settleReminder'({ noticeId, result }) {
      await ask({
        method: 'POST',
        path: appointmentPaths.reminder(noticeId),
        body: { result },
        reply: nothing,
      })
      return null
    },
  }
}
