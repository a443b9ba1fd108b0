import { z } from 'zod'
import { TelephonyEvent, VoiceCommand } from '../domain/telephony.ts'
import { request, nothing, done } from './request.ts'

export const voiceRequests = {
  'voice.hello': request(nothing, z.object({ commands: z.array(VoiceCommand) })),
  'voice.report': request(TelephonyEvent, done),
} as const
