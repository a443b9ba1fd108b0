import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Code } from '../../shared/domain/basics.ts'
import { readAsset } from '../assets.ts'
import type { Turn } from './conversation.ts'

/** `hangs-up-on-voice`: does not hear, and takes a voice for a refusal. `hangs-up`: sees the mistake and leaves. */
export const Behaviour = z.enum(['talks', 'hangs-up', 'hangs-up-on-voice'])

/** A simulated citizen as `assets/demo/<city>/callers.json` tells it. */
export const CallerScript = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  name: z.string().max(120),
  /** As this citizen's line shows it: each city writes the same number in many ways. */
  number: z.string().min(1).max(64),
  reason: z.string().min(1).max(200),
  queue: Code,
  /** What the menu or the virtual agent found out: `topic`, `zone`, `summary`. */
  ivr: z.record(z.string().max(64), z.string().max(400)),
  /** How long the citizen waits in the queue before hanging up. */
  patienceSeconds: z.number().int().min(5).max(1800),
  behaviour: Behaviour,
  /** Voice of espeak-ng and its pace in words per minute, for `scripts/make-voices.mjs`. */
  voice: z.string(),
  pace: z.number().int().min(80).max(260),
  turns: z
    .array(
      z.strictObject({
        clip: z.string().regex(/^[a-z0-9-]{1,60}\.ulaw$/),
        text: z.string().min(1),
        pauseMs: z.number().int().min(0).max(60_000),
      }),
    )
    .min(1),
})
export type CallerScript = z.infer<typeof CallerScript>

/** A caller with the voice loaded. */
export interface Caller extends Omit<CallerScript, 'turns' | 'voice' | 'pace'> {
  readonly turns: readonly Turn[]
}

/** Reads the callers of one city; throws `damaged` naming file, caller and rule. */
export function loadCallers(folder: string): Caller[] {
  const scripts = readAsset(join(folder, 'callers.json'), z.array(CallerScript))
  return scripts.map(({ turns, voice: _voice, pace: _pace, ...rest }) => ({
    ...rest,
    turns: turns.map(({ clip, pauseMs }) => ({ pauseMs, voice: readFileSync(join(folder, clip)) })),
  }))
}
