import { ulid } from 'ulid'
import type { DatedShift } from '../../src/shared/domain/schedules/dated-shift.ts'
import { Contract, usualPlanning } from '../../src/shared/domain/schedules/planning.ts'
import type { JudgeFacts } from '../../src/shared/domain/schedules/violations.ts'
import { shippedProfile } from './shift-story.ts'

/** The Monday the stories of schedules play in; nothing moves the clock in this week. */
export const monday = '2026-11-30'
export const madrid = 'Europe/Madrid'

export function dated(changed: Partial<DatedShift> = {}): DatedShift {
  return {
    datedShiftId: ulid(),
    agentId: 'ana',
    day: monday,
    from: '08:00',
    to: '13:00',
    work: 'phone',
    pauses: [{ kind: 'break', from: '10:20', to: '10:40' }],
    blocks: [],
    ...changed,
  }
}

/** A lead at work three weeks before, in a city that never closes: no notice is due. */
export function judgeFacts(changed: Partial<JudgeFacts> = {}): JudgeFacts {
  return {
    profile: shippedProfile(),
    timeZone: madrid,
    absences: [],
    contracts: [],
    agents: [],
    limits: { ...usualPlanning.limits, opens: '00:00', closes: '00:00' },
    holidays: [],
    around: [],
    standing: [],
    now: Date.parse('2026-11-09T09:00:00Z'),
    ...changed,
  }
}

/** What one agent's weeks keep to; of everything that is not named, nothing. */
export function contract(agentId: string, changed: Partial<Contract> = {}): Contract {
  return { ...Contract.parse({ agentId }), ...changed }
}
