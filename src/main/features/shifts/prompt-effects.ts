import type { AgentState, Presence } from '../../../shared/domain/agent.ts'
import { presenceOf } from '../../../shared/domain/shifts/function-now.ts'
import { nextEffect } from '../../../shared/domain/shifts/judge.ts'
import type { Mode } from '../../../shared/domain/shifts/ledger.ts'
import type { Judgement, Prompt, PromptEffect } from '../../../shared/domain/shifts/prompt.ts'
import type { RuleId, WorkFunction } from '../../../shared/domain/shifts/rules.ts'

/** The agent's presence, as far as the shift moves it. */
export interface MovedAgent {
  state(): AgentState
  presence(): Presence
  next(): Presence | null
  become(presence: Presence): void
  planNext(presence: Presence | null): void
  refresh(): void
}

export interface PromptEffects {
  /** One prompt at a time; nested changes of presence come back and must not act again. */
  act(judgement: Judgement, mode: Mode): void
  /** While this runs nothing takes effect. */
  quietly(work: () => void): void
  forget(): void
}

/** Lets a prompt take effect through presence: at once where nothing is in hand, else as *Al terminar…*. */
export function createPromptEffects(deps: {
  agent: MovedAgent
  /**
   * A demo city plays at any hour: a card waits for an answer as long as its rule can, what the whole shift owes
   * (F-SHIFT) even longer, as nobody worked its hours before, and nobody is sent home.
   */
  lenient: boolean
  signOut: () => void
  onAssigned: (work: WorkFunction, ruleId: RuleId) => void
  /** The state reads differently after an effect. */
  onMoved: () => void
}): PromptEffects {
  const { agent, lenient } = deps
  let plannedNext: Prompt | undefined
  let acting = false

  function takeEffect(due: Prompt, presence: Presence, inContact: boolean, mode: Mode): void {
    if (lenient && !due.accepted && (due.level !== 'hard' || due.ruleId === 'F-SHIFT')) return
    if (presence.kind === 'signed-out') {
      if (!inContact && !lenient) deps.signOut()
    } else if (inContact) {
      if (plannedNext?.promptId === due.promptId) return
      plannedNext = due
      agent.planNext(presence)
    } else if (mode.kind === 'ready' || due.accepted || due.level === 'hard') {
      if (due.effect.kind === 'function' && due.effect.to) deps.onAssigned(due.effect.to, due.ruleId)
      agent.become(presence)
    }
  }

  return {
    act(judgement, mode) {
      if (acting) return
      acting = true
      const due = nextEffect(judgement)
      const presence = due && presenceFor(due.effect)
      const state = agent.state()
      const inContact = state === 'talking' || state === 'wrap-up' || state === 'reserved'
      if (plannedNext && due?.promptId !== plannedNext.promptId) {
        const { effect, ruleId } = plannedNext
        const ours = presenceFor(effect)
        const tookEffect = !inContact && JSON.stringify(agent.presence()) === JSON.stringify(ours)
        if (tookEffect && effect.kind === 'function' && effect.to) deps.onAssigned(effect.to, ruleId)
        if (inContact && JSON.stringify(agent.next()) === JSON.stringify(ours)) agent.planNext(null)
        plannedNext = undefined
      }
      if (due && presence) takeEffect(due, presence, inContact, mode)
      acting = false
      if (agent.state() !== state) deps.onMoved()
    },
    quietly(work) {
      acting = true
      work()
      acting = false
    },
    forget() {
      plannedNext = undefined
    },
  }
}

/** The presence by which a prompt takes effect; none for a cue. */
function presenceFor(effect: PromptEffect): Presence | undefined {
  switch (effect.kind) {
    case 'rest':
      return { kind: 'not-ready', reason: effect.reason }
    case 'function':
      return presenceOf(effect.to)
    case 'stop':
      return { kind: 'not-ready', reason: 301 }
    case 'sign-out':
      return { kind: 'signed-out' }
    case 'cue':
      return undefined
  }
}
