import type { Disposition } from '../disposition.ts'
import { isProtected } from '../protected-outcome.ts'
import type { InteractionDraft } from '../interaction.ts'
import type { AppointmentWish, Escalation } from '../second-level.ts'

/**
 * How a contact leaves level 1 (domain §2.7): it is closed there, or it goes by exactly one of two exits, to level 2
 * with a summary or to an appointment. `unclear` names what keeps it from being one of the three.
 */
export type Exit =
  | { kind: 'closed' }
  | { kind: 'escalation'; escalation: Escalation }
  | { kind: 'appointment'; wish?: AppointmentWish; appointmentId?: string }
  | { kind: 'unclear'; lacking: 'one-exit' | 'summary' }

/** As the schema of an escalation has it. */
const longestSummary = 300

/** The one reading of a draft: the form, the closing and the backend all ask this. */
export function exitOf(draft: InteractionDraft): Exit {
  const { disposition, escalation, filedCase, appointmentWish, appointmentId } = draft
  if (isProtected(disposition)) return { kind: 'closed' }
  const up = escalation !== undefined || filedCase !== undefined || disposition === 'ESC-2'
  const visit = appointmentWish !== undefined || appointmentId !== undefined
  if (up && visit) return { kind: 'unclear', lacking: 'one-exit' }
  if (visit)
    return {
      kind: 'appointment',
      ...(appointmentWish ? { wish: appointmentWish } : {}),
      ...(appointmentId === undefined ? {} : { appointmentId }),
    }
  if (!up) return { kind: 'closed' }
  const reason = summaryOf(draft)
  return reason === undefined
    ? { kind: 'unclear', lacking: 'summary' }
    : { kind: 'escalation', escalation: { ...escalation, reason } }
}

/** Why the second level: as it was written, else the first line of what was. */
function summaryOf({ escalation, description, notes }: InteractionDraft): string | undefined {
  const firstLine = (text: string) => text.trim().split('\n')[0]?.slice(0, longestSummary) ?? ''
  return [escalation?.reason.trim(), firstLine(description), firstLine(notes)].find(Boolean)
}

/** The word that a contact is recorded with: its exit's, so that no count says otherwise than the case does. */
export function dispositionOf(exit: Exit, chosen: Disposition): Disposition {
  if (exit.kind === 'escalation') return 'ESC-2'
  return exit.kind === 'appointment' && !hasOwnCase.has(chosen) ? 'CIT' : chosen
}

/** Beside the appointment these leave a case that level 1 has done with. */
const hasOwnCase: ReadonlySet<Disposition> = new Set(['CAS', 'QJA', 'SUG', 'FEL', 'TRM'])

/** Taking one exit leaves the other, its word included: a contact never has two. A case that is out stays out. */
export function throughExit(
  draft: InteractionDraft,
  exit: { escalation: Escalation } | { appointmentWish: AppointmentWish } | { appointmentId: string },
): InteractionDraft {
  if (draft.filedCase !== undefined && !('escalation' in exit)) return draft
  // The hour that was booked is the exit: only cancelling it opens another one.
  if (draft.appointmentId !== undefined && 'appointmentWish' in exit) return draft
  const { escalation: _escalation, appointmentWish: _wish, disposition, ...rest } = draft
  const other = 'escalation' in exit ? 'CIT' : 'ESC-2'
  const own = 'escalation' in exit ? 'ESC-2' : 'CIT'
  const kept = disposition === other ? own : disposition
  return { ...rest, ...(kept === undefined ? {} : { disposition: kept }), ...exit }
}
