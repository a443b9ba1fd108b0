import type { Pressed } from '../../src/renderer/desk/features/team/schedules/schedule-keys.ts'
import type { ScheduleView } from '../../src/shared/contract.ts'
import type { DatedShift } from '../../src/shared/domain/schedules/dated-shift.ts'
import { usualPlanning } from '../../src/shared/domain/schedules/planning.ts'
import { daysOfWeek } from '../../src/shared/domain/schedules/week-time.ts'
import { monday } from './schedules.ts'

const person = (agentId: string) => ({
  agentId,
  name: agentId,
  hours: 0,
  answer: 'unpublished' as const,
  words: '',
  reply: '',
  awaitedDays: [],
})

/** A week of two people as the lead's screens are given it, with nothing in it but these shifts. */
export function weekView(shifts: DatedShift[]): ScheduleView {
  return {
    weekStart: monday,
    days: daysOfWeek(monday),
    agents: [person('ana'), person('luis')],
    shifts,
    violations: [],
    coverage: [],
    summary: { requiredHours: 0, coveredHours: 0, missingHours: 0, surplusHours: 0 },
    planning: usualPlanning,
    queues: [],
    exchanges: [],
    saved: true,
    canUndo: false,
    canRedo: false,
  }
}

export function keyPressed(key: string, mod: Partial<Pressed> = {}): Pressed {
  return { key, ctrlKey: false, shiftKey: false, altKey: false, ...mod }
}
