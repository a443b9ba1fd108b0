import { qualityAlarms, type QualityAlarm } from './alarms.ts'
import type { CallQuality } from './call-quality.ts'
import type { Measurement } from './measure.ts'
import { soundFaults, type SoundFault } from './sound-watch.ts'

interface Sum {
  count: number
  sum: number
  worst: number
}

/** Sums of one call's seconds: a call of two hours costs as much memory as one of two minutes. */
export interface Tally {
  count(measurement: Measurement, alarms: readonly QualityAlarm[], fault: SoundFault | null): void
  figures(): Pick<
    CallQuality,
    | 'measuredSeconds'
    | 'mos'
    | 'lossPct'
    | 'jitterMs'
    | 'roundTripMs'
    | 'concealedPct'
    | 'heardDbov'
    | 'spokenDbov'
    | 'alarms'
    | 'faults'
  >
}

export function createTally(): Tally {
  let measuredSeconds = 0
  const sums = new Map<keyof Measurement, Sum>()
  const lasted = new Map<QualityAlarm | SoundFault, number>()

  function add(name: keyof Measurement, value: number | null, worse: (a: number, b: number) => number): void {
    if (value === null) return
    const before = sums.get(name)
    sums.set(name, {
      count: (before?.count ?? 0) + 1,
      sum: (before?.sum ?? 0) + value,
      worst: before ? worse(before.worst, value) : value,
    })
  }

  function span(name: keyof Measurement): { mean: number; worst: number } | null {
    const sum = sums.get(name)
    return sum ? { mean: tidy(sum.sum / sum.count), worst: tidy(sum.worst) } : null
  }

  const secondsOf = (name: QualityAlarm | SoundFault) => lasted.get(name) ?? 0

  return {
    count(measurement, alarms, fault) {
      measuredSeconds += 1
      add('mos', measurement.mos, Math.min)
      for (const name of ['lossPct', 'jitterMs', 'roundTripMs', 'concealedPct'] as const)
        add(name, measurement[name], Math.max)
      for (const name of ['heardDbov', 'spokenDbov'] as const) add(name, measurement[name], Math.max)
      for (const name of [...alarms, ...(fault ? [fault] : [])]) lasted.set(name, secondsOf(name) + 1)
    },
    figures: () => ({
      measuredSeconds,
      mos: span('mos'),
      lossPct: span('lossPct'),
      jitterMs: span('jitterMs'),
      roundTripMs: span('roundTripMs'),
      concealedPct: span('concealedPct'),
      heardDbov: span('heardDbov')?.mean ?? null,
      spokenDbov: span('spokenDbov')?.mean ?? null,
      alarms: qualityAlarms.flatMap((alarm) =>
        secondsOf(alarm) > 0 ? [{ alarm, seconds: secondsOf(alarm) }] : [],
      ),
      faults: soundFaults.flatMap((fault) =>
        secondsOf(fault) > 0 ? [{ fault, seconds: secondsOf(fault) }] : [],
      ),
    }),
  }
}

/** Two decimals: the rest is noise, and costs bytes on the way. */
const tidy = (value: number) => Math.round(value * 100) / 100
