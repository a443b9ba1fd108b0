import { z } from 'zod'
import { ExchangeProbe, LoopBack, SoundLevels, SoundTreatment } from '../domain/sound.ts'
import { done, nothing, request } from './request.ts'

/** How this agent hears and is heard; kept on this desk. */
export const SoundSettings = z.object({
  treatment: SoundTreatment,
  /** Whether answer, hang up and mute are also taken from the headset. */
  headsetButtons: z.boolean(),
  /** False: what a queue would answer by itself waits for the agent's own press, where the queue allows it. */
  autoAnswer: z.boolean(),
})
export type SoundSettings = z.infer<typeof SoundSettings>

export const soundRequests = {
  'sound.get': request(nothing, SoundSettings),
  'sound.set': request(SoundSettings, SoundSettings),
  /** A meter is on the screen: `sound.levels` comes for a few seconds, so whoever looks asks again. */
  'sound.meter': request(nothing, done),
  'sound.test': request(z.object({ role: z.enum(['speaker', 'ringer']) }), done),
  /** The page allowed a headset: look again. */
  'sound.lookForHeadset': request(nothing, done),
} as const

export const soundEvents = {
  /** Ten times a second while a meter is on the screen: too often to ask for each. */
  'sound.levels': SoundLevels,
  'sound.changed': nothing,
} as const

/** What the check of the station has found out so far; null: not yet, or it could not be found out. */
export const StationCheckView = z.object({
  running: z.boolean(),
  /** The figures to the exchange: null until its answers are in. */
  exchange: ExchangeProbe.nullable(),
  /** This machine's clock less the city's, ms, give or take half the round trip. */
  clockOffsetMs: z.number().nullable(),
  freeDiskBytes: z.number().nullable(),
  /** The agent's own voice, as it went in and came out. */
  loopBack: LoopBack.nullable(),
  loopBackRunning: z.boolean(),
})
export type StationCheckView = z.infer<typeof StationCheckView>

export const checkRequests = {
  'check.get': request(nothing, StationCheckView),
  /** Measures exchange, clock and disk; over within twenty seconds. */
  'check.run': request(nothing, done),
  /** Three seconds to speak, three to hear oneself. */
  'check.loopBack': request(nothing, done),
} as const
