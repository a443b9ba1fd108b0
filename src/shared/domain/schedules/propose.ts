import { hourMs } from '../shifts/clock-time.ts'
import { activeRule, type RuleProfile, type WorkFunction } from '../shifts/rules.ts'
import { staggerOf } from '../shifts/work-day.ts'
import type { Absence, DatedShift } from './dated-shift.ts'
import { createDemand, type Demand } from './demand.ts'
import type { Contract, Planning, WorkTimes } from './planning.ts'
import { templatesOf, type Template } from './templates.ts'
import { daysOfWeek, slotsOfWeek, spanOf } from './week-time.ts'
import { outsideOf } from './work-times.ts'

export interface ProposalFacts extends Pick<Planning, 'limits' | 'holidays'> {
  weekStart: string
  timeZone: string
  agents: readonly {
    agentId: string
    contract: Contract | undefined
    /** What the agent is trained for; null for everything. */
    skills: readonly WorkFunction[] | null
  }[]
  /** Agents to plan per half hour of the week. */
  planned: readonly number[]
  profile: RuleProfile
  absences: readonly Absence[]
  /** Shifts just outside the week: rests are counted from them. */
  around: readonly DatedShift[]
  newId: () => string
}

/** One agent's week while it is being filled. */
interface Member {
  agentId: string
  weeklyMs: number
  workedMs: number
  unsocial: number
  byDay: Map<string, Template>
  /** Ends and starts beyond the week, as the rests see them. */
  around: { from: number; to: number }[]
  away: ReadonlySet<string>
  contract: Contract | undefined
  tie: number
}

const rounds = 2
/** Half hours of need that a wish gives way to. */
const wishWorth = 2

/**
 * A week that meets the forecast as far as the people and the rules go. Again and again the shift that covers
 * most of what is missing goes to whoever may take it and has worked the smallest share of their week, unsocial
 * hours in turn; then every shift is tried at its other hours. A generator, so that whoever runs it can let others
 * go first between two steps. The same facts give the same week.
 */
export function* proposing(facts: ProposalFacts): Generator<undefined, DatedShift[]> {
  const { weekStart, timeZone } = facts
  const days = daysOfWeek(weekStart)
  const templates = new Map<string, Template[]>()
  for (const day of days) {
    templates.set(day, templatesOf(day, facts))
    yield
  }
  const demand = createDemand(slotsOfWeek(weekStart, timeZone), facts.planned)
  // R-SKILL: a proposal plans the phone, so whoever may not be planned for it is left to the lead.
  const team = facts.agents
    .filter(({ contract, skills }) => (contract?.skills ?? skills)?.includes('phone') ?? true)
    .map((agent) => memberOf(agent, facts, days))
  const closed = new Set<Template>()
  for (;;) {
    const best = mostNeeded(templates, closed, demand)
    if (!best) break
    const member = whoTakes(best, team, facts)
    if (member) take(member, best, demand)
    else closed.add(best)
    yield
  }
  for (let round = 0; round < rounds; round++)
    for (const member of team) {
      const held = Array.from(member.byDay)
      for (const [day, taken] of held) {
        giveBack(member, taken, demand)
        const options = (templates.get(day) ?? []).filter((one) => mayTake(member, one, facts))
        const wished = (one: Template) => (against(member.contract?.wishes, one) ? wishWorth : 0)
        const better = options.toSorted(
          (a, b) => demand.worth(b) - wished(b) - (demand.worth(a) - wished(a)),
        )[0]
        if (better && demand.gain(better) > 0) take(member, better, demand)
        yield
      }
    }
  const shifts: DatedShift[] = []
  for (const member of team) {
    const held = [...member.byDay.values()].toSorted((a, b) => a.start - b.start)
    shifts.push(...held.map((template) => dated(member, template, demand, facts)))
    yield
  }
  return shifts
}

/** All at once, for who has the time: tests and benchmarks. */
export function propose(facts: ProposalFacts): DatedShift[] {
  const steps = proposing(facts)
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value
}

function memberOf(
  { agentId, contract }: ProposalFacts['agents'][number],
  { profile, around, timeZone, absences }: ProposalFacts,
  days: readonly string[],
): Member {
  const rule = activeRule(profile, 'F-WEEK')
  const most = Math.min(contract?.weeklyHours ?? Infinity, rule?.settings.hours ?? 168)
  return {
    agentId,
    weeklyMs: most * hourMs,
    workedMs: 0,
    unsocial: 0,
    byDay: new Map(),
    around: around.filter((shift) => shift.agentId === agentId).map((shift) => spanOf(shift, timeZone)),
    away: new Set(
      days.filter((day) =>
        absences.some((one) => one.agentId === agentId && one.from <= day && day <= one.to),
      ),
    ),
    contract,
    tie: staggerOf(agentId),
  }
}

function mostNeeded(
  templates: ReadonlyMap<string, readonly Template[]>,
  closed: ReadonlySet<Template>,
  demand: Demand,
): Template | undefined {
  let best: Template | undefined
  let worth = -Infinity
  for (const ofDay of templates.values())
    for (const template of ofDay) {
      if (closed.has(template) || demand.gain(template) <= 0) continue
      const own = demand.worth(template)
      if (own > worth) {
        worth = own
        best = template
      }
    }
  return best
}

/** What a wish weighs against a whole week's share: whoever wishes otherwise is asked last, and asked all the same. */
const wishWeight = 1

/** R-FAIR's idea over a week: the smallest share worked first, and of unsocial hours whoever had fewest. */
function whoTakes(template: Template, team: readonly Member[], facts: ProposalFacts): Member | undefined {
  const load = (member: Member) =>
    member.workedMs / member.weeklyMs +
    (template.unsocial > 0 ? member.unsocial / 100 : 0) +
    (against(member.contract?.wishes, template) ? wishWeight : 0)
  let found: Member | undefined
  for (const member of team) {
    if (!mayTake(member, template, facts)) continue
    if (!found || load(member) < load(found) || (load(member) === load(found) && member.tie < found.tie))
      found = member
  }
  return found
}

function against(times: WorkTimes | undefined, { day, fromWall, toWall }: Template): boolean {
  return times !== undefined && outsideOf({ day, from: fromWall, to: toWall }, times)
}

/** Every hard rule, and R-EARLY with them: a proposal asks nothing of anybody that a lead would have to explain. */
function mayTake(member: Member, template: Template, { profile, limits }: ProposalFacts): boolean {
  if (member.away.has(template.day) || member.byDay.has(template.day)) return false
  if (member.byDay.size >= limits.daysPerWeek) return false
  if (against(member.contract?.exempt, template)) return false
  if (member.workedMs + template.workedMs > member.weeklyMs) return false
  const restMs =
    Math.max(
      activeRule(profile, 'F-REST')?.settings.hours ?? 0,
      activeRule(profile, 'R-EARLY')?.settings.hours ?? 0,
    ) * hourMs
  const others = [...member.byDay.values(), ...member.around]
  return others.every((one) => one.to + restMs <= template.from || template.to + restMs <= one.from)
}

function take(member: Member, template: Template, demand: Demand): void {
  member.byDay.set(template.day, template)
  member.workedMs += template.workedMs
  member.unsocial += template.unsocial
  demand.cover(template, 1)
}

function giveBack(member: Member, template: Template, demand: Demand): void {
  member.byDay.delete(template.day)
  member.workedMs -= template.workedMs
  member.unsocial -= template.unsocial
  demand.cover(template, -1)
}

/** The rest goes where the line can best spare it, each after the last: so the team's rests lie apart. */
function dated(member: Member, template: Template, demand: Demand, facts: ProposalFacts): DatedShift {
  const { day, meal } = template
  const rest = demand.placeRest(template, facts)
  return {
    datedShiftId: facts.newId(),
    agentId: member.agentId,
    day,
    from: template.fromWall,
    to: template.toWall,
    work: 'phone',
    pauses: [
      ...(rest ? [{ kind: 'break' as const, ...rest }] : []),
      ...(meal ? [{ kind: 'meal' as const, ...meal }] : []),
    ],
    blocks: [],
  }
}
