import type { QualityView } from '../../../shared/contract.ts'
import type { Call } from '../../../shared/domain/call.ts'
import { followAlarms, noAlarms } from '../../../shared/domain/quality/alarms.ts'
import { noPhases, type CallQuality, type SetUpPhases } from '../../../shared/domain/quality/call-quality.ts'
import { measure } from '../../../shared/domain/quality/measure.ts'
import type { MediaReading } from '../../../shared/domain/quality/media-reading.ts'
import {
  advanceRepair,
  noRepair,
  type Repair,
  type RepairStep,
} from '../../../shared/domain/quality/repair.ts'
import { newSoundWatch, soundFault, watchSound } from '../../../shared/domain/quality/sound-watch.ts'
import { createTally } from '../../../shared/domain/quality/tally.ts'

/** A score that moves by less keeps the screen as it is. */
const shownStep = 0.2

/** One call as its quality is followed, from the first reading to its record. */
export interface WatchedCall {
  reading(call: Pick<Call, 'held' | 'muted'>, now: MediaReading): void
  setUp(phases: SetUpPhases): void
  restarted(): void
  /** The agent asks for a repair. */
  repair(): void
  view(): QualityView
  figures(): Omit<
    CallQuality,
    | 'callQualityId'
    | 'agentId'
    | 'interactionId'
    | 'direction'
    | 'part'
    | 'startedAt'
    | 'endedAt'
    | 'endCause'
  >
}

/** `order` is given each step of a repair as it begins. */
export function watchCall(callId: string, order: (step: RepairStep) => void): WatchedCall {
  const tally = createTally()
  let last: MediaReading | undefined
  let alarms = noAlarms
  let sound = newSoundWatch
  let repair: Repair = noRepair
  let phases = noPhases
  let shownMos: number | null = null
  let repairs = 0
  let restarts = 0

  function repairIs(next: Repair): void {
    const begins = next.name === 'trying' && next !== repair
    repair = next
    if (begins) order(next.step)
  }

  return {
    reading({ held, muted }, now) {
      const before = last
      last = now
      const quiet = held.local || held.remote
      sound = watchSound(sound, now, { held: quiet, muted })
      const fault = soundFault(sound)
      repairIs(advanceRepair(repair, { kind: 'second', fault, atMs: now.atMs }))
      if (!before || quiet) return
      const measured = measure(before, now)
      alarms = followAlarms(alarms, measured)
      tally.count(measured, alarms.raised, fault)
      if (measured.mos === null || shownMos === null || Math.abs(measured.mos - shownMos) >= shownStep)
        shownMos = measured.mos
    },
    setUp: (told) => void (phases = told),
    restarted: () => void (restarts += 1),
    repair() {
      repairs += 1
      repairIs(advanceRepair(repair, { kind: 'pressed', fault: soundFault(sound), atMs: last?.atMs ?? 0 }))
    },
    view: () => ({
      callId,
      mos: shownMos === null ? null : Math.round(shownMos * 10) / 10,
      alarms: [...alarms.raised],
      fault: soundFault(sound),
      repair: repair.name === 'trying' ? { name: 'trying', step: repair.step } : { name: repair.name },
    }),
    figures: () => ({
      ...tally.figures(),
      codec: last?.codec ?? '',
      candidate: last?.candidate ?? '',
      repairs,
      restarts,
      setUp: phases,
    }),
  }
}
