import { z } from 'zod'
import { Code, Id, Instant } from './basics.ts'

/** What a city asks of the machines its agents work at; part of its `city.json`. */
export const DeskRules = z.object({
  /** Citizen data of closed contacts and sent cases stays on a desk for so long, minutes (domain §6.3). */
  keepMinutes: z.number().int().min(15).max(525_600).default(15),
  /** With it half of the cache's key is released by the backend, and forgotten after so many days offline. */
  keyShareDays: z.number().int().min(1).max(30).optional(),
})
export type DeskRules = z.infer<typeof DeskRules>

/** Made by the desk on its first day; the backend keeps its hash. It opens nothing but the desk's own orders. */
export const DeskCredential = z.string().regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url')

export const DeskKnock = z.object({
  deskId: Id,
  credential: DeskCredential,
  /** How much waits on the desk and for how long, so that the city sees a desk that cannot send. */
  outbox: z
    .object({
      waiting: z.int().nonnegative(),
      refused: z.int().nonnegative(),
      oldestSeconds: z.number().nonnegative(),
    })
    .optional(),
})

/** What the backend says to a desk that knocks. */
export const DeskOrders = z.object({
  /** Destroy the key, then the files, and say so. */
  wipe: z.boolean(),
  share: z.object({ value: z.string().regex(/^[\w-]{43}$/), days: z.number().int().positive() }).nullable(),
  /** Since when its agent sits at another desk: this one finishes its contact and closes. */
  elsewhere: Instant.optional(),
})
export type DeskOrders = z.infer<typeof DeskOrders>

/** What is left to say when everything is gone: no name, no number, only that and what it cost. */
export const WipeReceipt = DeskKnock.omit({ outbox: true }).extend({
  keyDestroyedAt: Instant,
  filesDestroyedAt: Instant,
  files: z.number().int().nonnegative(),
  /** Commands that had not reached the backend. */
  unsent: z.number().int().nonnegative(),
})
export type WipeReceipt = z.infer<typeof WipeReceipt>

/** A machine as team leads see it. */
export const DeskView = z.object({
  deskId: Id,
  agentId: Code,
  seenAt: Instant,
  wipeOrderedAt: Instant.nullable(),
  wipeOrderedBy: Code.nullable(),
  wiped: WipeReceipt.omit({ deskId: true, credential: true }).nullable(),
})
export type DeskView = z.infer<typeof DeskView>
