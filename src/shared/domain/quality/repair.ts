import type { SoundFault } from './sound-watch.ts'

/** New media addresses for the call (ICE restart), or another microphone. Neither drops it. */
export type RepairStep = 'path' | 'microphone'

/**
 * What the agent's press on *Reparar el sonido* came to.
 *
 *   idle ── pressed ─▶ trying ── sound is back ─▶ helped ─┐
 *    ▲                  │  ▲                              │ a new fault, or pressed again
 *    │        5 s ──────┘  └── next step                  │
 *    └── fault gone ── tried-all ◀── 5 s, no step left ◀──┘
 */
export type Repair =
  | { readonly name: 'idle' }
  | {
      readonly name: 'trying'
      readonly step: RepairStep
      readonly left: readonly RepairStep[]
      readonly sinceMs: number
    }
  | { readonly name: 'helped' }
  | { readonly name: 'tried-all' }

export type RepairEvent =
  | { readonly kind: 'pressed'; readonly fault: SoundFault | null; readonly atMs: number }
  | { readonly kind: 'second'; readonly fault: SoundFault | null; readonly atMs: number }

export const noRepair: Repair = { name: 'idle' }

/** How long a step has to show that it helped, ms: a re-INVITE, ICE and the seconds that a fault is watched. */
export const repairStepMs = 6_000
/** The shortest a step lasts: the reading before it would say that nothing was ever wrong, ms. */
const leastMs = 1_500

/** A press while a repair runs changes nothing: there is one at a time, and each step is taken once. */
export function advanceRepair(repair: Repair, event: RepairEvent): Repair {
  if (event.kind === 'pressed') {
    if (repair.name === 'trying') return repair
    const [step, ...left] = stepsFor(event.fault)
    return { name: 'trying', step, left, sinceMs: event.atMs }
  }
  if (repair.name === 'trying') return tried(repair, event)
  if (repair.name === 'helped' && event.fault) return noRepair
  if (repair.name === 'tried-all' && !event.fault) return noRepair
  return repair
}

function tried(
  repair: Extract<Repair, { name: 'trying' }>,
  { fault, atMs }: Extract<RepairEvent, { kind: 'second' }>,
): Repair {
  const lasted = atMs - repair.sinceMs
  if (!fault && lasted >= leastMs) return { name: 'helped' }
  if (lasted < repairStepMs) return repair
  const [step, ...left] = repair.left
  return step === undefined ? { name: 'tried-all' } : { name: 'trying', step, left, sinceMs: atMs }
}

/** What most likely helps comes first. Without a fault that we see, the agent was told of one that we cannot. */
function stepsFor(fault: SoundFault | null): readonly [RepairStep, ...RepairStep[]] {
  switch (fault) {
    case 'microphone-silent':
      return ['microphone', 'path']
    case 'nothing-arrives':
    case 'never-heard':
    case null:
      return ['path']
    case 'nothing-leaves':
      return ['path', 'microphone']
  }
}
