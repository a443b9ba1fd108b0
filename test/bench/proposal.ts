import { readFileSync } from 'node:fs'
import { requirementOf } from '../../src/shared/domain/schedules/requirement.ts'
import { usualPlanning } from '../../src/shared/domain/schedules/planning.ts'
import { proposing } from '../../src/shared/domain/schedules/propose.ts'
import { slotsOfWeek } from '../../src/shared/domain/schedules/week-time.ts'
import { RuleProfile } from '../../src/shared/domain/shifts/rules.ts'
import { rounded } from './figures.ts'

const people = 60
const weekStart = '2026-11-30'
const timeZone = 'Europe/Madrid'

/**
 * A week for sixty agents, from forecast to shifts, with the longest time it holds a thread between two steps.
 * Calls rise and fall over the day so that about sixty people are needed.
 */
export function benchProposal(): {
  proposalMs: number
  proposalLongestStepMs: number
  proposalShifts: number
} {
  const file = new URL('../../assets/rules/es-contractor.json', import.meta.url)
  const profile = RuleProfile.parse(JSON.parse(readFileSync(file, 'utf8')))
  const from = performance.now()
  const planned = slotsOfWeek(weekStart, timeZone).map(({ half }) => {
    const calls = half < 14 || half >= 40 ? 0 : 40 + 45 * Math.sin(((half - 14) / 26) * Math.PI)
    return requirementOf({ calls, handleTimeS: 300 }, usualPlanning.policy).planned
  })
  let ids = 0
  const steps = proposing({
    weekStart,
    timeZone,
    agents: Array.from({ length: people }, (_, at) => ({
      agentId: `agent-${at}`,
      skills: null,
      contract: undefined,
    })),
    planned,
    limits: usualPlanning.limits,
    holidays: [],
    profile,
    absences: [],
    around: [],
    newId: () => String(ids++).padStart(26, '0'),
  })
  let longest = 0
  for (;;) {
    const before = performance.now()
    const step = steps.next()
    longest = Math.max(longest, performance.now() - before)
    if (step.done === true)
      return {
        proposalMs: rounded(performance.now() - from),
        proposalLongestStepMs: rounded(longest),
        proposalShifts: step.value.length,
      }
  }
}
