import { z } from 'zod'
import { Code } from '../basics.ts'
import { EditableEntity } from './record.ts'

/** Reading is by version: who read v11 has not read v12. */
export const ReadReceipt = z.object({
  entity: EditableEntity,
  id: Code,
  version: z.number().int().positive(),
})
export type ReadReceipt = z.infer<typeof ReadReceipt>
