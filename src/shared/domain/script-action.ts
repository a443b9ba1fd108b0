import { z } from 'zod'
import { Code, Instant } from './basics.ts'

/** A condition or a value in CEL (Common Expression Language), over the answers of its own script. */
export const Expression = z.string().min(1).max(500)

/**
 * Something the agent does with one press on a step. Each one opens or fills what the desk has for it, and is
 * kept with the interaction: who takes over a case sees what was done, and when.
 */
export const ScriptAction = z.discriminatedUnion('kind', [
  /** A case of this service; `attributes` are worked out from the answers. */
  z.object({
    kind: z.literal('request'),
    serviceCode: Code,
    attributes: z.record(Code.max(72), Expression).optional(),
  }),
  z.object({ kind: z.literal('escalate'), reason: z.string().min(1).max(200), unitId: Code.optional() }),
  z.object({ kind: z.literal('appointment'), unitId: Code }),
  /** Warm: the agent speaks first. Blind only where the unit asked for it. */
  z.object({ kind: z.literal('transfer'), unitId: Code, blind: z.literal(true).optional() }),
  z.object({
    kind: z.literal('summary'),
    by: z.enum(['sms', 'email']),
    text: z.string().min(1).max(480),
  }),
  /** Opens the emergency card on the script that fits. */
  z.object({ kind: z.literal('emergency') }),
])
export type ScriptAction = z.infer<typeof ScriptAction>

/** An action that was taken, with the step it was taken on. */
export const TakenAction = z.object({ stepId: z.string().max(160), at: Instant, action: ScriptAction })
export type TakenAction = z.infer<typeof TakenAction>
