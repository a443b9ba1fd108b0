import type { Mode, Plan } from './ledger.ts'
import type { PromptAnswer } from './prompt.ts'
import type { RuleId, WorkFunction } from './rules.ts'
import type { Trade } from './trade.ts'

/** Everything that can happen to a shift, with its instant in epoch ms. The same events give the same prompts. */
export type ShiftEvent =
  | { kind: 'tick'; at: number }
  /** Today's shift, also when it was changed in the middle of it. A new day closes the old one. */
  | { kind: 'planned'; at: number; plan: Plan }
  | { kind: 'mode'; at: number; mode: Mode }
  | { kind: 'answered'; at: number; promptId: string; answer: PromptAnswer }
  /** A disposition of F-HARD, or the agent pressed *llamada difícil*. */
  | { kind: 'hard-contact'; at: number; contactId: string; topic: string }
  | { kind: 'hoarse'; at: number }
  | { kind: 'acoustic-shock'; at: number }
  | { kind: 'acoustic-cleared'; at: number }
  /** Service level of the queue, 0…1: as it is staffed, without this agent, and the floor it must keep. */
  | { kind: 'forecast'; at: number; serviceLevel: number; withoutMe: number; floor: number }
  /** A lead can only grant more rest, never less. */
  | { kind: 'granted'; at: number; grantId: string; minutes: number }
  | { kind: 'gap-cut'; at: number }
  | { kind: 'overtime-agreed'; at: number }
  /** Whoever sees the whole team found a colleague to change functions with, or no longer waits for it. */
  | { kind: 'trade'; at: number; trade: Trade | null }
  /** A rotation took effect. */
  | { kind: 'assigned'; at: number; work: WorkFunction; ruleId: RuleId }
  /** F-HARD-N: only the agent's own yes brings the topics back. */
  | { kind: 'topics-back'; at: number }
  | { kind: 'cared'; at: number; what: 'equipment' | 'health' | 'check' }
