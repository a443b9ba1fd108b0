import { z } from 'zod'
import { Code, Instant } from '../basics.ts'
import { EditableEntity } from './record.ts'

/** Reading is by version: who read v11 has not read v12. */
export const ReadReceipt = z.object({
  entity: EditableEntity,
  id: Code,
  version: z.number().int().positive(),
})
export type ReadReceipt = z.infer<typeof ReadReceipt>

/** What an agent has read, told to every desk that he works at: news there is none of it any more. */
export const KnownReading = ReadReceipt.extend({ agentId: Code, readAt: Instant })
export type KnownReading = z.infer<typeof KnownReading>
