import { z } from 'zod'
import { Code, Day, Instant } from '../basics.ts'
import { patternFault } from '../schedules/patterns.ts'
import { WallTime } from '../shift.ts'

/** What an office offers to whoever needs it; a citizen who needs two is only shown hours that have both. */
export const AccessFeature = z.enum([
  'step-free',
  'lift',
  'hearing-loop',
  'sign-language',
  'quiet',
  'parking',
])
export type AccessFeature = z.infer<typeof AccessFeature>

/** How a unit publishes its hours: on these days (RRULE of RFC 5545), one slot after another, so many seats each. */
export const SlotRule = z
  .object({
    ruleId: Code.max(40),
    unitId: Code,
    /** The office and its address: what the citizen is told and his calendar shows, so it names no subject. */
    place: z.string().min(3).max(200),
    rrule: z.string().min(8).max(300),
    firstDay: Day,
    /** By the hands of the city's clock. */
    from: WallTime,
    to: WallTime,
    slotMinutes: z.number().int().min(5).max(480),
    capacity: z.number().int().min(1).max(200),
    /** Days on which it does not open after all. */
    exceptions: z.array(Day).max(200).default([]),
    /** Empty: for every procedure of the unit. */
    procedureIds: z.array(Code).max(100).default([]),
    features: z.array(AccessFeature).default([]),
  })
  .superRefine((rule, context) => {
    const fault = patternFault(rule)
    if (fault !== undefined) context.addIssue({ code: 'custom', path: ['rrule'], message: fault })
    if (rule.from >= rule.to)
      context.addIssue({ code: 'custom', path: ['to'], message: 'must be later than from' })
  })
export type SlotRule = z.infer<typeof SlotRule>

/** One hour to come. Its name follows from its rule, so that two readings of one rule mean the same seat. */
export const Slot = z.object({
  slotId: z.string().regex(/^[A-Za-z0-9._-]{1,40}@\d{8}T\d{4}$/, 'must be the name of a slot'),
  unitId: Code,
  place: z.string().max(200),
  startsAt: Instant,
  endsAt: Instant,
  features: z.array(AccessFeature),
})
export type Slot = z.infer<typeof Slot>
