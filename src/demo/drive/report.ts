import type { CallTiming, DemoCallReport } from '../../shared/contract.ts'
import type { BackendRecords } from './read-backend.ts'
import { soundEnergy, type DrivenCall } from './drive-call.ts'

export interface Percentiles {
  p50: number | null
  p95: number | null
}

/** The last line of `npm run demo -- --json`. */
export interface DriveReport {
  calls: number
  answered: number
  /** The citizen heard the agent's tone and the desk decoded the citizen's voice: measured energy. */
  audioBothWays: number
  scriptsCompleted: number
  serviceRequests: number
  synced: number
  lost: number
  duplicated: number
  /** INVITE at the voice page until the card is painted. */
  popMs: Percentiles
  /** Answer pressed until the first decoded sound. */
  answerToAudioMs: Percentiles
  /** Of the two pages, after collection. */
  heapMb: number
  errors: string[]
}

export interface Measured {
  wanted: number
  driven: DrivenCall[]
  calls: DemoCallReport[]
  timings: CallTiming[]
  /** Cases of these calls as the desk knows them. */
  deskCases: { serviceRequestId: string; interactionId: string | undefined }[]
  backend: BackendRecords
  heapMb: number
  errors: string[]
}

export function makeReport(measured: Measured): DriveReport {
  const { driven, backend, deskCases } = measured
  const ours = new Set(driven.map(({ interactionId }) => interactionId))
  const timings = measured.timings.filter(({ interactionId }) => ours.has(interactionId))
  const held = backend.serviceRequests.filter(({ interactionId }) => ours.has(interactionId ?? ''))
  const heldIds = new Set(held.map(({ serviceRequestId }) => serviceRequestId))
  const recorded = new Set(
    backend.interactions.filter(({ state }) => state === 'closed').map((each) => each.interactionId),
  )
  const heard = driven.filter(({ externalCallId, interactionId }) => {
    const citizen = measured.calls.find((each) => each.externalCallId === externalCallId)
    const timing = timings.find((each) => each.interactionId === interactionId)
    return (citizen?.heardAgentEnergy ?? 0) > soundEnergy && typeof timing?.firstAudioMs === 'number'
  })
  const references = held.flatMap(({ referenceNumber }) => referenceNumber ?? [])
  return {
    calls: measured.wanted,
    answered: driven.filter(({ externalCallId }) =>
      measured.calls.some((each) => each.externalCallId === externalCallId && each.answered),
    ).length,
    audioBothWays: heard.length,
    scriptsCompleted: driven.filter(({ scriptCompleted }) => scriptCompleted).length,
    serviceRequests: deskCases.length,
    synced: held.filter(({ referenceNumber, receivedAt }) => referenceNumber && receivedAt).length,
    lost:
      deskCases.filter(({ serviceRequestId }) => !heldIds.has(serviceRequestId)).length +
      [...ours].filter((interactionId) => !recorded.has(interactionId)).length,
    duplicated:
      heldIds.size - Math.min(heldIds.size, deskCases.length) + references.length - new Set(references).size,
    popMs: percentiles(timings.map((each) => span(each.inviteMs, each.paintedMs))),
    answerToAudioMs: percentiles(timings.map((each) => span(each.answerPressedMs, each.firstAudioMs))),
    heapMb: measured.heapMb,
    errors: measured.errors,
  }
}

/** Every call went the whole way; anything less is a failure of the run. */
export function wentThrough(report: DriveReport): boolean {
  const { calls, answered, audioBothWays, scriptsCompleted, serviceRequests, synced } = report
  const whole = [answered, audioBothWays, scriptsCompleted].every((count) => count === calls)
  const kept = synced === serviceRequests && report.lost === 0 && report.duplicated === 0
  return whole && kept && report.errors.length === 0
}

function span(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : to - from
}

/** Nearest rank, ms with one decimal; null where nothing was measured. */
function percentiles(values: readonly (number | null)[]): Percentiles {
  const sorted = values.filter((value) => value !== null).toSorted((left, right) => left - right)
  const rank = (share: number): number | null => {
    const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
    return value === undefined ? null : Math.round(value * 10) / 10
  }
  return { p50: rank(0.5), p95: rank(0.95) }
}
