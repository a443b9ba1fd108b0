import type { Measurement } from './measure.ts'

export const qualityAlarms = ['loss', 'jitter', 'round-trip', 'mos'] as const
export type QualityAlarm = (typeof qualityAlarms)[number]

/** What the alarms of one call remember: the last seconds, and what was raised and not taken back. */
export interface AlarmState {
  readonly recent: readonly Measurement[]
  readonly raised: readonly QualityAlarm[]
}

export const noAlarms: AlarmState = { recent: [], raised: [] }

/** The longest window of a rule below, seconds. */
const remembered = 7
const window = 5
const enough = 3

/**
 * Twilio's published thresholds (Voice Insights, SDK events: RTT > 400 ms, jitter > 30 ms, MOS < 3.5, each in 3 of the
 * last 5 samples; mean loss > 3 % over 7). Taken back only when none of the last 5 is over it, loss at a mean of 1 %:
 * a word that comes and goes with every second is read by nobody.
 */
export function followAlarms(state: AlarmState, measurement: Measurement): AlarmState {
  const recent = [...state.recent, measurement].slice(-remembered)
  const raised = qualityAlarms.filter((alarm) =>
    state.raised.includes(alarm) ? !cleared(alarm, recent) : rises(alarm, recent),
  )
  return { recent, raised }
}

function rises(alarm: QualityAlarm, recent: readonly Measurement[]): boolean {
  return alarm === 'loss'
    ? recent.length === remembered && meanLoss(recent) > 3
    : bad(alarm, recent) >= enough
}

function cleared(alarm: QualityAlarm, recent: readonly Measurement[]): boolean {
  return alarm === 'loss' ? meanLoss(recent) <= 1 : bad(alarm, recent) === 0
}

function bad(alarm: Exclude<QualityAlarm, 'loss'>, recent: readonly Measurement[]): number {
  return recent.slice(-window).filter((one) => isOver(alarm, one)).length
}

function isOver(alarm: Exclude<QualityAlarm, 'loss'>, { jitterMs, roundTripMs, mos }: Measurement): boolean {
  switch (alarm) {
    case 'jitter':
      return jitterMs > 30
    case 'round-trip':
      return roundTripMs !== null && roundTripMs > 400
    case 'mos':
      return mos !== null && mos < 3.5
  }
}

function meanLoss(recent: readonly Measurement[]): number {
  return recent.reduce((sum, { lossPct }) => sum + lossPct, 0) / recent.length
}
