import { z } from 'zod'
import { RecordingState } from '../domain/exchange.ts'
import { request } from './request.ts'

/** `unknown`: the backend or the exchange cannot be asked now; the agent must count on being recorded. */
export const CallRecording = z.object({ state: z.enum([...RecordingState.options, 'unknown']) })
export type CallRecording = z.infer<typeof CallRecording>

const ofCall = z.object({ callId: z.string() })

export const recordingRequests = {
  'recording.get': request(ofCall, CallRecording),
  'recording.pause': request(ofCall.extend({ paused: z.boolean() }), CallRecording),
} as const
