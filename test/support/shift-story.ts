import { readFileSync } from 'node:fs'
import { judge } from '../../src/shared/domain/shifts/judge.ts'
import { emptyLedger, type Ledger, type Mode, type Plan } from '../../src/shared/domain/shifts/ledger.ts'
import type { Judgement, Prompt, PromptAnswer } from '../../src/shared/domain/shifts/prompt.ts'
import {
  RuleProfile,
  WorkFunction,
  type ProfileId,
  type RuleId,
  type RuleOf,
} from '../../src/shared/domain/shifts/rules.ts'
import type { ShiftEvent } from '../../src/shared/domain/shifts/shift-event.ts'
import { step } from '../../src/shared/domain/shifts/step.ts'

export const minute = 60_000
export const hour = 60 * minute
const tickMs = 30_000

/** The profile as it ships. */
export function shippedProfile(profileId: ProfileId = 'es-contractor'): RuleProfile {
  const file = new URL(`../../assets/rules/${profileId}.json`, import.meta.url)
  return RuleProfile.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** The same profile with some numbers of one rule changed, as a site would. */
export function withRule<Id extends RuleId>(
  profile: RuleProfile,
  id: Id,
  change: Partial<Omit<RuleOf<Id>, 'settings'>> & { settings?: Partial<RuleOf<Id>['settings']> },
): RuleProfile {
  const rules = profile.rules.map((rule) =>
    rule.id === id ? { ...rule, ...change, settings: { ...rule.settings, ...change.settings } } : rule,
  )
  return RuleProfile.parse({ ...profile, rules })
}

/** Only these rules count, so that a story is about one thing. */
export function onlyRules(profile: RuleProfile, ids: readonly RuleId[]): RuleProfile {
  return {
    ...profile,
    rules: profile.rules.map((rule) => ({ ...rule, enabled: ids.includes(rule.id) && rule.enabled })),
  }
}

export const nineOClock = Date.parse('2026-11-23T08:00:00Z')

export function planFrom(from: number, hours: number, change: Partial<Plan> = {}): Plan {
  return {
    day: new Date(from).toISOString().slice(0, 10),
    timeZone: 'Europe/Madrid',
    segments: [{ from, to: from + hours * hour }],
    blocks: [],
    nextShiftAt: null,
    experienceDays: 400,
    skills: [...WorkFunction.options],
    excluded: [],
    preferred: [],
    stagger: 0,
    ...change,
  }
}

/** One agent's shift that moves only when the story says so. Ticks come every half minute, as on the desk. */
export interface ShiftStory {
  ledger: Ledger
  readonly events: ShiftEvent[]
  now(): number
  judgement(): Judgement
  prompt(ruleId: RuleId): Prompt | undefined
  happen(event: ShiftEvent): void
  /** Jumps without a tick: sleep, or a clock that was changed. */
  jump(ms: number): void
  pass(minutes: number): void
  become(mode: Mode): void
  ready(): void
  talk(minutes: number, contactId?: string): void
  rest(reason: 101 | 102 | 103 | 104 | 105, minutes: number): void
  answer(promptId: string, answer: PromptAnswer): void
  /** Ready until a prompt of this rule is open; undefined when `withinMinutes` pass first. */
  untilOpen(ruleId: RuleId, withinMinutes: number): Prompt | undefined
}

export function shiftStory(profile: RuleProfile, plan: Plan = planFrom(nineOClock, 8)): ShiftStory {
  let now = plan.segments[0]?.from ?? nineOClock
  let contacts = 0
  const events: ShiftEvent[] = []
  const story: ShiftStory = {
    ledger: emptyLedger(now),
    events,
    now: () => now,
    judgement: () => judge(story.ledger, profile),
    prompt: (ruleId) => story.judgement().prompts.find((one) => one.ruleId === ruleId),
    happen(event) {
      events.push(event)
      story.ledger = step(story.ledger, event, profile)
    },
    jump(ms) {
      now += ms
      story.happen({ kind: 'tick', at: now })
    },
    pass(minutes) {
      const until = now + minutes * minute
      while (now < until) {
        now = Math.min(until, now + tickMs)
        story.happen({ kind: 'tick', at: now })
      }
    },
    become: (mode) => story.happen({ kind: 'mode', at: now, mode }),
    ready: () => story.become({ kind: 'ready', work: 'phone' }),
    talk(minutes, contactId = `c${++contacts}`) {
      story.become({ kind: 'contact', contactId, work: 'phone', topic: 'padron', phase: 'talking' })
      story.pass(minutes)
      story.ready()
    },
    rest(reason, minutes) {
      story.become({ kind: 'rest', reason })
      story.pass(minutes)
      story.ready()
    },
    answer: (promptId, answer) => story.happen({ kind: 'answered', at: now, promptId, answer }),
    untilOpen(ruleId, withinMinutes) {
      const until = now + withinMinutes * minute
      for (;;) {
        const prompt = story.prompt(ruleId)
        if (prompt?.open === true) return prompt
        if (now >= until) return undefined
        story.pass(0.5)
      }
    },
  }
  story.happen({ kind: 'planned', at: now, plan })
  story.ready()
  return story
}
