import { z } from 'zod'
import { Code } from './basics.ts'
import {
  Audience,
  Benefit,
  Channel,
  Cost,
  Guidance,
  LegalRule,
  MonthCount,
  Outcome,
  Requirement,
  Timing,
  WayThrough,
} from './procedure-parts.ts'
import { dateFaults, provenance, RecordStatus } from './validity.ts'

/**
 * A procedure (screen: *trámite*), the one model of every city (domain §4.2): what, who, how much, how long, where
 * and with which papers, each typed, dated and with its source. No amount and no deadline stands in prose.
 */
export const Procedure = z
  .object({
    /** A ULID where the editor made it, a readable name where people wrote the file. */
    procedureId: Code,
    /** The city's own code on its public sheet. */
    code: z.string().min(1).max(80).optional(),
    siaCode: z.string().min(1).max(40).optional(),
    gobecId: z.string().min(1).max(40).optional(),
    title: z.string().min(1).max(200),
    /** Read aloud. */
    summary: z.string().min(1).max(400),
    synonyms: z.array(z.string().min(1).max(120)).default([]),
    lifeEvents: z.array(z.string().min(1).max(120)).default([]),
    status: RecordStatus,

    unitId: Code,
    authority: z.string().min(1).max(200).optional(),
    secondLevelQueue: Code.optional(),
    /** For the agent and the second level; never said to a citizen. */
    backOfficeEmail: z.email().max(254).optional(),

    audience: Audience.prefault({}),
    result: Outcome.optional(),
    benefits: z.array(Benefit).default([]),
    requirements: z.array(Requirement).default([]),
    waysThrough: z.array(WayThrough).default([]),
    channels: z.array(Channel).default([]),
    cost: z.array(Cost).default([]),
    time: Timing.prefault({}),
    law: z.array(LegalRule).default([]),
    guidance: Guidance.prefault({}),
    statistics: z.array(MonthCount).default([]),
    ...provenance,
  })
  .superRefine((procedure, context) => {
    for (const { path, message } of faultsOf(procedure))
      context.addIssue({ code: 'custom', path, message, input: procedure })
  })
export type Procedure = z.infer<typeof Procedure>

function faultsOf(procedure: {
  audience: Audience
  requirements: readonly Requirement[]
  time: Timing
  validFrom: string
  validTo?: string | undefined
  reviewedOn: string
  reviewDue: string
}): { path: (string | number)[]; message: string }[] {
  const { audience, requirements, time } = procedure
  const faults: { path: (string | number)[]; message: string }[] = dateFaults(procedure)
  if (audience.ageFrom !== undefined && audience.ageTo !== undefined && audience.ageTo < audience.ageFrom)
    faults.push({ path: ['audience', 'ageTo'], message: 'must not be below ageFrom' })
  const { window } = time
  if (
    window?.kind === 'dates' &&
    window.from !== undefined &&
    window.to !== undefined &&
    window.to < window.from
  )
    faults.push({ path: ['time', 'window', 'to'], message: 'must not be before from' })
  const seen = new Set<string>()
  for (const [index, { requirementId }] of requirements.entries()) {
    if (seen.has(requirementId))
      faults.push({
        path: ['requirements', index, 'requirementId'],
        message: 'two requirements share one requirementId',
      })
    seen.add(requirementId)
  }
  return faults
}
