import { z } from 'zod'
import { qualityAlarms } from '../domain/quality/alarms.ts'
import { CallQuality } from '../domain/quality/call-quality.ts'
import { soundFaults } from '../domain/quality/sound-watch.ts'
import { done, nothing, request } from './request.ts'

/** How a call sounds now, as the agent is told. */
export const QualityView = z.object({
  callId: z.string(),
  /** Null before the first second, and while nothing comes. */
  mos: z.number().nullable(),
  alarms: z.array(z.enum(qualityAlarms)),
  fault: z.enum(soundFaults).nullable(),
  repair: z.discriminatedUnion('name', [
    z.object({ name: z.literal('idle') }),
    z.object({ name: z.literal('trying'), step: z.enum(['path', 'microphone']) }),
    z.object({ name: z.literal('helped') }),
    z.object({ name: z.literal('tried-all') }),
  ]),
})
export type QualityView = z.infer<typeof QualityView>

export const qualityRequests = {
  'quality.now': request(nothing, z.array(QualityView)),
  /** The agent's press: new media addresses or another microphone; the call goes on. */
  'quality.repair': request(z.object({ callId: z.string() }), done),
  /** The agent's own last calls, newest first. */
  'quality.recent': request(nothing, z.array(CallQuality)),
} as const
