import type { CallTiming } from '../../../shared/contract.ts'

const kept = 500

/** Measured moments of the last calls, for the figures the demo and the benchmarks report. In memory only. */
export interface Timings {
  offered(callId: string, interactionId: string, inviteMs: number): void
  painted(callId: string, atMs: number): void
  answerPressed(callId: string, atMs: number): void
  firstAudio(callId: string, atMs: number): void
  heard(callId: string, inboundEnergy: number): void
  all(): CallTiming[]
}

export function createTimings(): Timings {
  const timings = new Map<string, CallTiming>()
  const set = (callId: string, facts: Partial<CallTiming>) => {
    const timing = timings.get(callId)
    if (timing) timings.set(callId, { ...timing, ...facts })
  }
  return {
    offered(callId, interactionId, inviteMs) {
      timings.set(callId, {
        callId,
        interactionId,
        inviteMs,
        paintedMs: null,
        answerPressedMs: null,
        firstAudioMs: null,
        inboundEnergy: 0,
      })
      const oldest = timings.keys().next()
      if (timings.size > kept && !oldest.done) timings.delete(oldest.value)
    },
    painted(callId, atMs) {
      if (timings.get(callId)?.paintedMs === null) set(callId, { paintedMs: atMs })
    },
    answerPressed: (callId, atMs) => set(callId, { answerPressedMs: atMs }),
    firstAudio: (callId, atMs) => set(callId, { firstAudioMs: atMs }),
    heard: (callId, inboundEnergy) => set(callId, { inboundEnergy }),
    all: () => [...timings.values()],
  }
}
