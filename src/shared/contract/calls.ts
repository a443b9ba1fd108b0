import { z } from 'zod'
import { Call } from '../domain/call.ts'
import { request, nothing, done } from './request.ts'

const callId = z.object({ callId: z.string() })

export const callsRequests = {
  'calls.list': request(nothing, z.array(Call)),
  /** `pressedAtMs`: epoch ms of the agent's press, for the answer-to-audio figure. */
  'calls.answer': request(callId.extend({ pressedAtMs: z.number() }), done),
  'calls.reject': request(callId, done),
  'calls.hangUp': request(callId, done),
  'calls.hold': request(callId.extend({ held: z.boolean() }), done),
  'calls.mute': request(callId.extend({ muted: z.boolean() }), done),
  'calls.dtmf': request(callId.extend({ tones: z.string().regex(/^[0-9*#A-D]{1,32}$/) }), done),
} as const
