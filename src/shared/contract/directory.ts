import { z } from 'zod'
import { LinePresence, Voicemail } from '../domain/telephony.ts'
import { nothing, request } from './request.ts'

export const DirectoryView = z.object({
  /** `state` null: the exchange does not tell, or has not told yet. */
  colleagues: z.array(z.object({ name: z.string(), line: z.string(), state: LinePresence.nullable() })),
  /** Of the units that are reached on a line of the city's own exchange; `phone` as the catalogue writes it. */
  units: z.array(z.object({ phone: z.string(), state: LinePresence.nullable() })),
  /** Null where the exchange keeps no mailbox for this line. */
  voicemail: Voicemail.nullable(),
})
export type DirectoryView = z.infer<typeof DirectoryView>

export const directoryRequests = { 'directory.get': request(nothing, DirectoryView) } as const
