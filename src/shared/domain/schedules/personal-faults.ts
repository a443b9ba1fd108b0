import { hourMs, isoWeekday, shiftDay } from '../shifts/clock-time.ts'
import { activeRule } from '../shifts/rules.ts'
import { without } from './coverage.ts'
import { workedMsOf, type DatedShift } from './dated-shift.ts'
import { openSpans } from './opening-hours.ts'
import type { JudgeFacts } from './violations.ts'
import { spanOf } from './week-time.ts'
import { outsideOf } from './work-times.ts'

interface Fault {
  shift: DatedShift
  code: 'R-SKILL' | 'R-PREF' | 'contract' | 'wish' | 'closed'
  hard: boolean
  found: number
  allowed: number
}

/** What is wrong for this person or this site although the law allows it: training, exemptions, contract, wishes, hours. */
export function personalFaults(own: readonly DatedShift[], facts: JudgeFacts): Fault[] {
  const agentId = own[0]?.agentId
  const contract = facts.contracts.find((one) => one.agentId === agentId)
  const skills = contract?.skills ?? facts.agents.find((one) => one.agentId === agentId)?.skills
  const faults: Fault[] = []
  for (const shift of own) {
    const fault = (code: Fault['code'], hard: boolean) =>
      faults.push({ shift, code, hard, found: 0, allowed: 0 })
    const works = [shift.work, ...shift.blocks.map(({ work }) => work)]
    if (skills && activeRule(facts.profile, 'R-SKILL') && works.some((work) => !skills.includes(work)))
      fault('R-SKILL', true)
    if (contract && activeRule(facts.profile, 'R-PREF') && outsideOf(shift, contract.exempt))
      fault('R-PREF', true)
    if (contract && outsideOf(shift, contract.wishes)) fault('wish', false)
    if (outsideOpening(shift, facts)) fault('closed', false)
  }
  return [...faults, ...overContract(own, contract?.weeklyHours ?? null, facts.timeZone)]
}

function outsideOpening(shift: DatedShift, facts: JudgeFacts): boolean {
  const days = [-1, 0, 1].map((by) => shiftDay(shift.day, by))
  return without([spanOf(shift, facts.timeZone)], openSpans(days, facts, facts.timeZone)).length > 0
}

/** More than the contract's week, told at the first shift that goes past it. */
function overContract(own: readonly DatedShift[], weeklyHours: number | null, timeZone: string): Fault[] {
  if (weeklyHours === null) return []
  const worked = (shift: DatedShift) => workedMsOf(shift, timeZone) / hourMs
  const whole = own.reduce((sum, shift) => sum + worked(shift), 0)
  let sum = 0
  const past = own
    .toSorted((a, b) => isoWeekday(a.day) - isoWeekday(b.day) || a.from.localeCompare(b.from))
    .find((shift) => (sum += worked(shift)) > weeklyHours)
  return past ? [{ shift: past, code: 'contract', hard: false, found: whole, allowed: weeklyHours }] : []
}
