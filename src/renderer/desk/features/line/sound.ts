import type { QualityView } from '../../../../shared/contract.ts'

type Advice = QualityView['alarms'][number] | NonNullable<QualityView['fault']>

/** What the agent reads of a call's sound: one state, and the one thing that helps most. */
export function soundOf({ alarms, fault }: Pick<QualityView, 'alarms' | 'fault'>): {
  state: 'good' | 'poor' | 'broken'
  advice: Advice | null
} {
  if (fault) return { state: 'broken', advice: fault }
  const [worst] = alarms
  return worst === undefined ? { state: 'good', advice: null } : { state: 'poor', advice: worst }
}
