import type { Kysely } from 'kysely'
import { heldFor, releaseHeld } from '../changes/change-log.ts'
import type { Database } from '../database/schema.ts'
import { readDisconnected } from './disconnection.ts'

/**
 * F-DISC: what leads wrote outside of the shift is let go with the first word of the desk in the next one. Answers
 * whether there is something new to pull.
 */
export async function letGo(db: Kysely<Database>, agentId: string, now: number): Promise<boolean> {
  const held = await heldFor(db, agentId)
  if (held.length === 0 || (await readDisconnected(db, [agentId], now)).has(agentId)) return false
  await releaseHeld(db, agentId)
  return true
}
