import { frameMs, frameSamples, silence } from '../exchange/g711.ts'

/** One thing a citizen says, after having been quiet for a while. */
export interface Turn {
  readonly pauseMs: number
  /** µ-law, 8 kHz. */
  readonly voice: Uint8Array
}

const quiet = new Uint8Array(frameSamples).fill(silence)

/**
 * The citizen's side of the talk, counted in frames and not in time: says each turn, then the last one again
 * every `repeatAfterMs`, as somebody does who waits for an answer.
 */
export function createConversation(turns: readonly Turn[], repeatAfterMs: number): () => Uint8Array {
  let turn = 0
  let quietFrames = framesOf(turns[0]?.pauseMs ?? 0)
  let spoken = 0

  return () => {
    const current = turns[Math.min(turn, turns.length - 1)]
    if (!current) return quiet
    if (quietFrames > 0) {
      quietFrames -= 1
      return quiet
    }
    const frame = frameAt(current.voice, spoken)
    spoken += frameSamples
    if (spoken >= current.voice.length) {
      turn += 1
      spoken = 0
      quietFrames = framesOf(turn < turns.length ? (turns[turn]?.pauseMs ?? 0) : repeatAfterMs)
    }
    return frame
  }
}

function framesOf(ms: number): number {
  return Math.max(1, Math.round(ms / frameMs))
}

function frameAt(voice: Uint8Array, from: number): Uint8Array {
  const part = voice.subarray(from, from + frameSamples)
  if (part.length === frameSamples) return part
  const padded = quiet.slice()
  padded.set(part)
  return padded
}
