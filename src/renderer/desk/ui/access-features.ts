import type { AccessFeature } from '../../../shared/domain/appointments/slot-rule.ts'

/** What a citizen can need of an office, in the order of the screen. */
export const accessFeatures = [
  'step-free',
  'lift',
  'sign-language',
  'hearing-loop',
  'quiet',
  'parking',
] as const satisfies readonly AccessFeature[]
