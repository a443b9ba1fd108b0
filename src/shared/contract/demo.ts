import { z } from 'zod'
import { Id } from '../domain/basics.ts'
import { done, request, nothing } from './request.ts'

export const DemoCitizen = z.object({
  key: z.string(),
  name: z.string(),
  number: z.string(),
  reason: z.string(),
})
/** What the demo exchange measured at the citizen's end of a call. */
export const DemoCallReport = z.object({
  externalCallId: z.string(),
  citizenKey: z.string(),
  answered: z.boolean(),
  ended: z.boolean(),
  /** Mean square of the decoded voice of the agent, 0…1; above 1e-6 is sound. */
  heardAgentEnergy: z.number(),
  endedBy: z.enum(['agent', 'citizen', 'exchange', 'none']),
})
export type DemoCallReport = z.infer<typeof DemoCallReport>

export const CallTiming = z.object({
  callId: z.string(),
  interactionId: Id,
  inviteMs: z.number(),
  paintedMs: z.number().nullable(),
  answerPressedMs: z.number().nullable(),
  firstAudioMs: z.number().nullable(),
  inboundEnergy: z.number(),
})
export type CallTiming = z.infer<typeof CallTiming>

export const demoRequests = {
  'demo.citizens': request(nothing, z.array(DemoCitizen)),
  'demo.callMe': request(z.object({ key: z.string().max(60) }), z.object({ externalCallId: z.string() })),
  /** Only where the shift has a clock of its own (`--shift-clock`): nobody waits for an hour in a test. */
  'demo.passTime': request(z.object({ minutes: z.number().int().min(1).max(720) }), done),
  'demo.report': request(nothing, z.object({ calls: z.array(DemoCallReport), timings: z.array(CallTiming) })),
} as const
